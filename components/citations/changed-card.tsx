import { History } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type ChangedCardProps = { title: ReactNode; action?: ReactNode; className?: string; children?: ReactNode };

/** What something rests on says something else today: the same stroke of amber in an answer, a report, a task. */
export function ChangedCard({ title, action, className, children }: ChangedCardProps) {
  return (
    <div
      role="status"
      className={cn("rounded-md border border-line border-s-4 border-s-mark-line bg-raised p-3", className)}
    >
      <div className="flex items-start gap-2.5">
        <History aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-mark-ink" />
        <div className="min-w-0 flex-1 font-medium">{title}</div>
        {action}
      </div>
      {children}
    </div>
  );
}
