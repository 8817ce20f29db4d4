"use client";

import type { ComponentProps } from "react";
import { Select } from "@/components/ui/select";
import { ReportTemplate } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { nameOfChosen } from "./template-name";
import { useTemplates } from "./use-templates";

type TemplateSelectProps = ComponentProps<typeof Select> & {
  /** Offers to leave it to what the workspace does, as an empty word. */
  hasUsual?: boolean;
};

/** Chooses a template: one of the workspace's own, or one that is built in. */
export function TemplateSelect({ hasUsual = false, ...props }: TemplateSelectProps) {
  const templates = useTemplates();
  return (
    <Select {...props}>
      {hasUsual ? (
        <option value="">{t.template.usual(nameOfChosen(templates.usual, templates))}</option>
      ) : null}
      {templates.items.length > 0 ? (
        <optgroup label={t.template.own}>
          {templates.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </optgroup>
      ) : null}
      <optgroup label={t.template.page.builtInTitle}>
        {ReportTemplate.options.map((template) => (
          <option key={template} value={template}>
            {t.template.builtIn[template]}
          </option>
        ))}
      </optgroup>
    </Select>
  );
}
