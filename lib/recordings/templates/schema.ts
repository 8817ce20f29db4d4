import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { ReportTemplate, SectionKind } from "../schema";

/**
 * What a section of a report is to hold. Which one it is among the others of its report its kind says, and of a custom one its id. Reports that
 * were written before there were templates of one's own know the kind alone.
 */
export const SectionPlan = z.object({
  kind: SectionKind,
  /** Of a custom one; it stays the same however its words are changed. */
  id: Id.nullable().default(null),
  /** What it is called; null: as its kind is. */
  title: z.string().nullable().default(null),
  /** Of a custom one: what belongs there, in a sentence. */
  about: z.string().nullable().default(null),
});
export type SectionPlan = z.infer<typeof SectionPlan>;

/** By what a report is written: one that is built in, or one of the workspace's own, and what that is called. */
export type Template = {
  template: ReportTemplate;
  templateId: string | null;
  templateName: string | null;
};

export const TemplateDto = z.object({
  id: Id,
  name: z.string(),
  sections: z.array(SectionPlan),
  /** Counts its changes. */
  revision: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type TemplateDto = z.infer<typeof TemplateDto>;

/** What is chosen: one of the workspace's own, or, where that is null or gone, one that is built in. */
const Usual = z.object({ template: ReportTemplate, templateId: Id.nullable() });
export type Usual = z.infer<typeof Usual>;

export const TemplatesDto = z.object({
  items: z.array(TemplateDto),
  /** What reports are written by unless it is chosen. */
  usual: Usual,
});
export type TemplatesDto = z.infer<typeof TemplatesDto>;

export const MOST_SECTIONS = 12;

const OneLine = z
  .string()
  .trim()
  .normalize("NFC")
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, "Write it in a single line.");
const Name = OneLine.min(1, "A template needs a name.").max(80, "A name has at most 80 characters.");
const Title = OneLine.min(1, "Say what the section is called.").max(80, "A title has at most 80 characters.");
const About = OneLine.min(1, "Say in a sentence what belongs there.").max(
  300,
  "What belongs there has at most 300 characters.",
);

const Section = z
  .strictObject({
    /** Of a custom section that the template has already. Without one it is a new section. */
    id: Id.nullable().optional(),
    kind: SectionKind,
    title: Title.nullable().optional(),
    about: About.nullable().optional(),
  })
  .superRefine(({ kind, title, about }, { addIssue }) => {
    const issue = (path: string, message: string) => addIssue({ code: "custom", path: [path], message });
    if (kind !== "custom" && about) issue("about", "Only a custom section says what belongs there.");
    if (kind === "custom" && !title) issue("title", "Say what the section is called.");
    if (kind === "custom" && !about) issue("about", "Say in a sentence what belongs there.");
  });
export type SectionInput = z.output<typeof Section>;

const Sections = z
  .array(Section)
  .min(1, "A template has at least one section.")
  .max(MOST_SECTIONS, `A template has at most ${MOST_SECTIONS} sections.`)
  .superRefine((sections, { addIssue }) => {
    for (const [at, { kind }] of sections.entries()) {
      if (kind === "custom" || sections.findIndex((other) => other.kind === kind) === at) continue;
      addIssue({
        code: "custom",
        path: [at, "kind"],
        message: "Only custom sections can stand there twice.",
      });
    }
  });

export const CreateTemplate = z.strictObject({ name: Name, sections: Sections });
export type CreateTemplate = z.output<typeof CreateTemplate>;

export const UpdateTemplate = z.strictObject({
  name: Name.optional(),
  sections: Sections.optional(),
  /** As it was read: CONFLICT where somebody changed it since. */
  revision: z.int().min(1).max(1_000_000_000).optional(),
});
export type UpdateTemplate = z.output<typeof UpdateTemplate>;

const all = "/workspaces/{workspace}/report_templates";
const one = `${all}/{templateId}`;
const params = { templateId: Id };

export const listTemplatesRoute = defineRoute({
  method: "GET",
  path: all,
  summary:
    "The workspace's own templates of reports, by name: all of them, at most 50. Those that are built in are not among them, and the usual one may be.",
  access: "member",
  response: TemplatesDto,
});

export const createTemplateRoute = defineRoute({
  method: "POST",
  path: all,
  summary:
    "Make a template of reports: up to 12 sections in order, of a kind or in the workspace's own words.",
  access: "admin",
  status: 201,
  body: CreateTemplate,
  response: TemplateDto,
});

export const getTemplateRoute = defineRoute({
  method: "GET",
  path: one,
  summary: "One template of reports.",
  access: "member",
  params,
  response: TemplateDto,
});

export const updateTemplateRoute = defineRoute({
  method: "PATCH",
  path: one,
  summary: "Another name, or other sections. Reports that were written by it stay as they are.",
  access: "admin",
  params,
  body: UpdateTemplate,
  response: TemplateDto,
});

export const deleteTemplateRoute = defineRoute({
  method: "DELETE",
  path: one,
  summary: "Delete a template of reports. What was written by it stays as it is.",
  access: "admin",
  params,
});

export const restoreTemplateRoute = defineRoute({
  method: "POST",
  path: `${one}/restore`,
  summary: "Bring a deleted template back, within 30 days.",
  access: "admin",
  status: 200,
  params,
  response: TemplateDto,
});
