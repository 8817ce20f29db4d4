import type { Role } from "@/lib/ctx";
import { isAdmin } from "@/lib/members/rules";
import type { ReportTemplate, SectionKind, TypedKind } from "../schema";
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

const NAMES: Record<SectionKind, string> = {
  summary: "Summary",
  decisions: "Decisions",
  action_items: "Action items",
  open_questions: "Open questions",
  risks: "Risks",
  quotes: "Quotes",
  custom: "More",
};

/** What a section is called where a report leaves Parley's pages: as its template says, else as its kind is. */
export function nameOfSection({ title, kind }: Pick<SectionPlan, "title" | "kind">): string {
  return title ?? NAMES[kind];
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
