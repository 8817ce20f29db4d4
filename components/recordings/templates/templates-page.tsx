"use client";

import { Copy, Pencil, Plus, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { List, ListRow } from "@/components/ui/list";
import { toast } from "@/components/ui/toast-store";
import { untilLoaded } from "@/components/ui/until-loaded";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { ReportTemplate } from "@/lib/recordings/schema";
import { builtInPlan, canManageTemplates } from "@/lib/recordings/templates/rules";
import type { SectionPlan, TemplateDto, TemplatesDto } from "@/lib/recordings/templates/schema";
import { t } from "@/lib/text/catalogue";
import { sectionName } from "../section-name";
import { newRow, rowOf } from "./editor-rows";
import type { Editing } from "./template-editor";
import { chosenOf, wordOf } from "./template-name";
import { TemplateSelect } from "./template-select";
import { TemplatesEmpty } from "./templates-empty";
import { TemplatesLive } from "./templates-live";
import { templatesOf } from "./templates-store";
import { useTemplateActions, useTemplates } from "./use-templates";

const TemplateEditor = dynamic(
  untilLoaded(() => import("./template-editor").then((one) => one.TemplateEditor)),
  { ssr: false },
);

const words = t.template.page;

/** The templates of a workspace, live: its own, those that are built in, and which one is chosen unless somebody does. */
export function TemplatesPage({ loaded }: { loaded: TemplatesDto }) {
  const { workspace, me } = useWorkspace();
  useState(() => templatesOf(workspace.slug).show(loaded));
  const { items } = useTemplates();
  const [editing, setEditing] = useState<Editing | null>(null);
  const manages = canManageTemplates(me);
  const close = (left: Editing | null) => {
    setEditing(null);
    if (left)
      toast({
        message: t.template.editor.left,
        action: { label: t.template.editor.goOn, onSelect: () => setEditing(left) },
      });
  };
  const make = () => setEditing({ of: null, name: "", rows: [newRow()] });
  const duplicate = (name: string, plan: SectionPlan[]) =>
    setEditing({ of: null, name: words.copyOf(name), rows: plan.map((one) => rowOf({ ...one, id: null })) });
  const isEmpty = items.length === 0;
  return (
    <>
      <TemplatesLive />
      <SettingsCard
        title={words.title}
        detail={manages ? words.detail : `${words.detail} ${words.onlyAdmins}`}
        action={manages && !isEmpty ? <NewButton onPress={make} /> : null}
      >
        {isEmpty ? (
          <TemplatesEmpty action={manages ? <NewButton onPress={make} isFirst /> : null} />
        ) : (
          <List aria-label={words.list} className="border-line border-t">
            {items.map((template) => (
              <ListRow
                key={template.id}
                title={<span className="break-words">{template.name}</span>}
                detail={sectionsOf(template.sections)}
                trail={
                  manages ? (
                    <Actions
                      template={template}
                      onEdit={() =>
                        setEditing({
                          of: template,
                          name: template.name,
                          rows: template.sections.map(rowOf),
                        })
                      }
                      onDuplicate={() => duplicate(template.name, template.sections)}
                    />
                  ) : null
                }
              />
            ))}
          </List>
        )}
      </SettingsCard>
      <SettingsCard title={words.builtInTitle} detail={manages ? words.builtInDetail : null}>
        <List aria-label={words.builtInTitle} className="border-line border-t">
          {ReportTemplate.options.map((template) => {
            const name = t.template.builtIn[template];
            const plan = builtInPlan(template);
            return (
              <ListRow
                key={template}
                title={name}
                detail={sectionsOf(plan)}
                trail={
                  manages ? (
                    <IconButton label={words.duplicate(name)} onClick={() => duplicate(name, plan)}>
                      <Copy aria-hidden="true" />
                    </IconButton>
                  ) : null
                }
              />
            );
          })}
        </List>
      </SettingsCard>
      <UsualCard canEdit={manages} />
      {editing ? <TemplateEditor editing={editing} onClose={close} /> : null}
    </>
  );
}

function sectionsOf(plan: SectionPlan[]): string {
  return plan.map(sectionName).join(" · ");
}

function NewButton({ onPress, isFirst = false }: { onPress: () => void; isFirst?: boolean }) {
  return (
    <Button variant={isFirst ? "primary" : "secondary"} onClick={onPress}>
      <Plus aria-hidden="true" />
      {words.new}
    </Button>
  );
}

type ActionsProps = { template: TemplateDto; onEdit: () => void; onDuplicate: () => void };

function Actions({ template, onEdit, onDuplicate }: ActionsProps) {
  const { remove } = useTemplateActions();
  return (
    <div className="flex">
      <IconButton label={words.edit(template.name)} onClick={onEdit}>
        <Pencil aria-hidden="true" />
      </IconButton>
      <IconButton label={words.duplicate(template.name)} onClick={onDuplicate}>
        <Copy aria-hidden="true" />
      </IconButton>
      <IconButton label={words.delete(template.name)} onClick={() => void remove(template)}>
        <Trash2 aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function UsualCard({ canEdit }: { canEdit: boolean }) {
  const { usual } = useTemplates();
  const { choose } = useTemplateActions();
  const onChoose = (value: string) => {
    const chosen = chosenOf(value);
    if (chosen) void choose({ ...usual, templateId: null, ...chosen });
  };
  return (
    <SettingsCard title={words.usualTitle} detail={words.usualDetail}>
      <SettingsBody>
        <Field label={words.usualLabel} className="max-w-xs">
          {(control) => (
            <TemplateSelect
              {...control}
              disabled={!canEdit}
              value={wordOf(usual)}
              onChange={(event) => onChoose(event.target.value)}
            />
          )}
        </Field>
      </SettingsBody>
    </SettingsCard>
  );
}
