import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { TaskDto } from "@/lib/tasks/schema";
import { t } from "@/lib/text/catalogue";

type TaskCircleProps = {
  task: TaskDto;
  disabled: boolean;
  onDone: (done: boolean) => void;
  className?: string;
};

/** Whether it is done, and how one says so. */
export function TaskCircle({ task, disabled, onDone, className }: TaskCircleProps) {
  return (
    <button
      type="button"
      aria-pressed={task.done !== null}
      aria-label={t.task.doneLabel(task.title)}
      disabled={disabled}
      onClick={() => onDone(task.done === null)}
      className={cn(
        "touch-target inline-flex size-5 shrink-0 items-center justify-center rounded-full border border-line-strong text-accent-ink transition-colors hover:border-accent aria-pressed:border-accent aria-pressed:bg-accent",
        className,
      )}
    >
      {task.done ? <Check aria-hidden="true" strokeWidth={3} className="size-3" /> : null}
    </button>
  );
}
