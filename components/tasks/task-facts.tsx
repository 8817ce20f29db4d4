import { Avatar } from "@/components/ui/avatar";
import type { TaskDto } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";
import { DueDate } from "./due-date";

const words = t.task;

/** Who, until when, and by whom it was done. */
export function TaskFacts({ task }: { task: TaskDto }) {
  const { assignee, dueOn, done } = task;
  return (
    <>
      {assignee ? (
        <span className="inline-flex items-center gap-1.5">
          <Avatar id={assignee.memberId} name={assignee.name} kind="person" size="xs" />
          {assignee.name}
        </span>
      ) : (
        <span>{words.nobody}</span>
      )}
      <DueDate dueOn={done ? null : dueOn} />
      {done ? <span>{words.doneBy(done.by)}</span> : null}
    </>
  );
}
