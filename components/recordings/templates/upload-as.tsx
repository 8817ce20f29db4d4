"use client";

import { ChevronDown } from "lucide-react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { t } from "@/lib/text/catalogue";
import { TemplateChoices } from "./template-choices";
import { wordOf } from "./template-name";
import { templatesOf } from "./templates-store";
import { useTemplates } from "./use-templates";

/** Beside the button that uploads: the same, with another template than the usual one. */
export function UploadAs({ onChoose }: { onChoose: (value: string) => void }) {
  const { workspace } = useWorkspace();
  const { usual } = useTemplates();
  const look = () => void templatesOf(workspace.slug).refresh().catch(tellFailure);
  return (
    <DropdownMenu onOpenChange={(isOpen) => isOpen && look()}>
      <DropdownMenuTrigger asChild>
        <IconButton label={t.template.uploadAs} size="md">
          <ChevronDown aria-hidden="true" />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <TemplateChoices label={t.template.uploadAs} value={wordOf(usual)} onChoose={onChoose} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
