"use client";

import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { call } from "@/lib/core/call";
import { deleteTemplate, patchTemplate, postTemplate, restoreTemplate } from "@/lib/recordings/client";
import type { SectionInput, TemplateDto, TemplatesDto, Usual } from "@/lib/recordings/templates/schema";
import { t } from "@/lib/text/catalogue";
import { updateWorkspaceRoute } from "@/lib/workspaces/schema";
import { templatesOf } from "./templates-store";

/** The workspace's own templates by name, and what is chosen unless somebody does. */
export function useTemplates(): TemplatesDto {
  const { workspace } = useWorkspace();
  return useStore(templatesOf(workspace.slug).state);
}

export type TemplateDraft = { name: string; sections: SectionInput[] };

/** What an admin does to templates: shown at once, said when it failed, undone where it can be. */
export function useTemplateActions() {
  const { workspace } = useWorkspace();
  const store = templatesOf(workspace.slug);
  const place = { workspace: workspace.slug };
  const items = () => store.state.getState().items;
  const put = (template: TemplateDto) =>
    store.show({
      items: [...items().filter(({ id }) => id !== template.id), template].toSorted((a, b) =>
        a.name.localeCompare(b.name),
      ),
    });

  /** Throws what the server refuses. */
  const save = async (draft: TemplateDraft, of: TemplateDto | null) => {
    if (of) put(await patchTemplate({ ...place, templateId: of.id }, { ...draft, revision: of.revision }));
    else put(await postTemplate(place, draft));
    toast({ message: t.template.editor.saved });
  };
  const remove = async (template: TemplateDto) => {
    const one = { ...place, templateId: template.id };
    store.show({ items: items().filter(({ id }) => id !== template.id) });
    const restore = () => void restoreTemplate(one).then(put, tellFailure);
    try {
      await deleteTemplate(one);
      const message = t.template.page.deleted(template.name);
      toast({ message, action: { label: t.common.undo, onSelect: restore } });
    } catch (error) {
      put(template);
      tellFailure(error);
    }
  };
  const choose = async (usual: Usual) => {
    const before = store.state.getState().usual;
    store.show({ usual });
    const body = { reportTemplate: usual.template, reportTemplateId: usual.templateId };
    try {
      await call(updateWorkspaceRoute, { params: place, body });
      toast({ message: t.settings.saved });
    } catch (error) {
      store.show({ usual: before });
      tellFailure(error);
    }
  };
  return { save, remove, choose };
}
