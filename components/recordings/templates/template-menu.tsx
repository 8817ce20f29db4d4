"use client";

import { ChevronDown } from "lucide-react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { ReportTemplate } from "@/lib/recordings/schema";
import type { Usual } from "@/lib/recordings/templates/schema";
import { t } from "@/lib/text/catalogue";
import { type ChosenTemplate, chosenOf, wordOf } from "./template-name";
import { templatesOf } from "./templates-store";
import { useTemplates } from "./use-templates";

type TemplateMenuProps = {
  /** What the one that is marked is called. */
  name: string;
  /** The button in words: what the name alone does not say. */
  label: string;
  /** Over the choices: what choosing does. */
  title: string;
  chosen: Usual;
  onChoose: (chosen: ChosenTemplate) => Promise<void>;
};

/** The name of a template, and behind it all that there are, the workspace's own first. What is chosen again is chosen too. */
export function TemplateMenu({ name, label, title, chosen, onChoose }: TemplateMenuProps) {
  const { workspace } = useWorkspace();
  const { items } = useTemplates();
  const look = () => void templatesOf(workspace.slug).refresh().catch(tellFailure);
  const choose = (value: string) => {
    const one = chosenOf(value);
    if (one) void onChoose(one).catch(tellFailure);
  };
  return (
    <DropdownMenu onOpenChange={(isOpen) => isOpen && look()}>
      <DropdownMenuTrigger asChild>
        <Button
          variant="quiet"
          size="inline"
          aria-label={label}
          className="touch-target min-w-0 shrink gap-1 text-sm"
        >
          <span className="min-w-0 max-w-64 truncate">{name}</span>
          <ChevronDown aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuRadioGroup value={wordOf(chosen)}>
          <DropdownMenuLabel>{title}</DropdownMenuLabel>
          {items.map(({ id, name: own }) => (
            <DropdownMenuRadioItem key={id} value={id} onSelect={() => choose(id)}>
              <span className="min-w-0 max-w-64 truncate">{own}</span>
            </DropdownMenuRadioItem>
          ))}
          {items.length > 0 ? <DropdownMenuSeparator /> : null}
          {ReportTemplate.options.map((template) => (
            <DropdownMenuRadioItem key={template} value={template} onSelect={() => choose(template)}>
              {t.template.builtIn[template]}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
