import { ChangedCard } from "@/components/citations/changed-card";
import { Compared } from "@/components/citations/compared";
import { BusyButton } from "@/components/recordings/busy-button";
import type { TaskDto } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";

const words = t.task;

type TaskChangedProps = { task: TaskDto; mayEdit: boolean; onAccept: () => Promise<void> };

/** What a task rests on says something else today: both side by side. Nothing rewrites itself. */
export function TaskChanged({ task: { source }, mayEdit, onAccept }: TaskChangedProps) {
  if (source?.state !== "changed") return null;
  return (
    <ChangedCard
      title={words.changed}
      action={
        mayEdit && source.today !== null ? (
          <BusyButton size="sm" title={words.redoHint} className="pointer-coarse:h-11" onPress={onAccept}>
            {words.redo}
          </BusyButton>
        ) : null
      }
    >
      <Compared before={source.quote} now={source.today} className="mt-2" />
    </ChangedCard>
  );
}
