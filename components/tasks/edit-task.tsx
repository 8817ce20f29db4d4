"use client";

import { useState } from "react";
import { FormDialog } from "@/components/documents/form-dialog";
import type { TaskDto, UpdateTask } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";
import { TaskFields, type TaskFieldValues } from "./task-fields";

type EditTaskProps = {
  task: TaskDto;
  onSave: (change: UpdateTask) => Promise<void>;
  onClose: () => void;
};

export function EditTask({ task, onSave, onClose }: EditTaskProps) {
  const [values, setValues] = useState<TaskFieldValues>({
    title: task.title,
    assigneeId: task.assignee?.memberId ?? null,
    dueOn: task.dueOn,
  });
  return (
    <FormDialog title={t.task.edit} button={t.common.save} onSave={() => onSave(values)} onClose={onClose}>
      {(errors) => <TaskFields values={values} onChange={setValues} errors={errors} />}
    </FormDialog>
  );
}
