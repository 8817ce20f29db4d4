"use client";

import {
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "@/components/ui/dropdown-menu";
import { ReportTemplate } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { useTemplates } from "./use-templates";

type TemplateChoicesProps = {
  label: string;
  /** Of the one that is marked. */
  value: string;
  onChoose: (value: string) => void;
};

/** The templates inside of a menu: the workspace's own first. What is chosen again is chosen too. */
export function TemplateChoices({ label, value, onChoose }: TemplateChoicesProps) {
  const { items } = useTemplates();
  return (
    <DropdownMenuRadioGroup value={value}>
      <DropdownMenuLabel>{label}</DropdownMenuLabel>
      {items.map(({ id, name }) => (
        <DropdownMenuRadioItem key={id} value={id} onSelect={() => onChoose(id)}>
          <span className="min-w-0 max-w-64 truncate">{name}</span>
        </DropdownMenuRadioItem>
      ))}
      {items.length > 0 ? <DropdownMenuSeparator /> : null}
      {ReportTemplate.options.map((template) => (
        <DropdownMenuRadioItem key={template} value={template} onSelect={() => onChoose(template)}>
          {t.template.builtIn[template]}
        </DropdownMenuRadioItem>
      ))}
    </DropdownMenuRadioGroup>
  );
}
