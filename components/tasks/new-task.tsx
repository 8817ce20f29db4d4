"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { FormDialog } from "@/components/documents/form-dialog";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { deleteTask, postTask } from "@/lib/tasks/client";
import { dayMeant, personMeant } from "@/lib/tasks/suggestions/rules";
import { t } from "@/lib/text/catalogue";
import type { TaskDraft } from "./task-draft";
import { TaskFields, type TaskFieldValues } from "./task-fields";

const words = t.task;

/** Makes a task of what was said, or of nothing. */
export function NewTask({ draft, onClose }: { draft: TaskDraft; onClose: () => void }) {
  const { workspace, people } = useWorkspace();
  const persons = people.filter(({ kind }) => kind === "person");
  const owner = draft.owner ? personMeant(persons, draft.owner) : null;
  const [values, setValues] = useState<TaskFieldValues>({
    title: draft.title,
    assigneeId: owner?.id ?? null,
    dueOn: draft.due && draft.saidOn ? dayMeant(draft.due, draft.saidOn) : null,
  });
  const save = async () => {
    const place = { workspace: workspace.slug };
    const task = await postTask(place, { ...values, ...(draft.source ? { source: draft.source } : {}) });
    const undo = () => void deleteTask({ ...place, taskId: task.id }).catch(tellFailure);
    toast({ message: words.made, action: { label: t.common.undo, onSelect: undo } });
  };
  return (
    <FormDialog title={words.make} button={words.make} onSave={save} onClose={onClose}>
      {(errors) => (
        <TaskFields
          values={values}
          onChange={setValues}
          errors={errors}
          dueHint={draft.due ? words.dueSaid(draft.due) : undefined}
        />
      )}
    </FormDialog>
  );
}
