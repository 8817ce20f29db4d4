import type { Role } from "@/lib/ctx";
import { isAdmin } from "@/lib/members/rules";
import type { ReportTemplate, TypedKind } from "../schema";
import type { SectionPlan, Template } from "./schema";

/** What each template that is built in asks for, in this order. */
const BUILT_IN: Record<ReportTemplate, TypedKind[]> = {
  meeting: ["summary", "decisions", "action_items", "open_questions", "risks", "quotes"],
  sales_call: ["summary", "action_items", "open_questions", "risks", "quotes"],
  interview: ["summary", "quotes", "open_questions"],
  lecture: ["summary", "quotes", "open_questions"],
};

export function builtInPlan(template: ReportTemplate): SectionPlan[] {
  return BUILT_IN[template].map(typedPlan);
}

/** A section of a kind as it is called by itself. */
export function typedPlan(kind: TypedKind): SectionPlan {
  return { kind, id: null, title: null, about: null };
}

/** What a section was to hold, without what it holds. */
export function planOf({ kind, id, title, about }: SectionPlan): SectionPlan {
  return { kind, id, title, about };
}

export function builtIn(template: ReportTemplate): Template {
  return { template, templateId: null, templateName: null };
}

/** Which section it is among the others of its report. */
export function keyOf({ kind, id }: Pick<SectionPlan, "kind" | "id">): string {
  return id ?? kind;
}

/** Whether two ask for the same, in the same order and the same words. */
export function isSamePlan(one: SectionPlan[], other: SectionPlan[]): boolean {
  const told = (plan: SectionPlan[]) =>
    JSON.stringify(plan.map(({ kind, id, title, about }) => [kind, id, title, about]));
  return told(one) === told(other);
}

/** Admins make and change them; every member has reports written by them. */
export function canManageTemplates(viewer: { role: Role }): boolean {
  return isAdmin(viewer.role);
}
