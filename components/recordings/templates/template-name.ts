import { ReportTemplate } from "@/lib/recordings/schema";
import type { TemplatesDto, Usual } from "@/lib/recordings/templates/schema";
import { t } from "@/lib/text/catalogue";

/** What the template that is chosen is called: one's own where it is there, else the one that is built in. */
export function nameOfChosen(
  { template, templateId }: Usual,
  { items }: Pick<TemplatesDto, "items">,
): string {
  return items.find(({ id }) => id === templateId)?.name ?? t.template.builtIn[template];
}

/** A choice as one word, as lists carry it. */
export function wordOf({ template, templateId }: Usual): string {
  return templateId ?? template;
}

export type ChosenTemplate = { template: ReportTemplate } | { templateId: string };

/** The choice that a word stands for; null where it stands for none. */
export function chosenOf(value: string): ChosenTemplate | null {
  if (value === "") return null;
  const builtIn = ReportTemplate.safeParse(value);
  return builtIn.success ? { template: builtIn.data } : { templateId: value };
}
