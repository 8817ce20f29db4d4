import type { ReactNode } from "react";
import { cn } from "./cn";

type EmptyStateProps = {
  /** Made of the interface's own parts. Silent for assistive technology. */
  picture?: ReactNode;
  title: string;
  /** One sentence that teaches. */
  children?: ReactNode;
  /** One button. */
  action?: ReactNode;
  className?: string;
};

export function EmptyState({ picture, title, children, action, className }: EmptyStateProps) {
  return (
    <div
      className={cn("mx-auto flex max-w-sm flex-col items-center gap-1 px-6 py-12 text-center", className)}
    >
      {picture ? (
        <div aria-hidden="true" inert className="mb-4 w-full select-none">
          {picture}
        </div>
      ) : null}
      <h2 className="font-semibold text-lg">{title}</h2>
      {children ? <p className="text-pretty text-muted">{children}</p> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  );
}
