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
  /** 1 where it is the whole page. */
  level?: 1 | 2;
  className?: string;
};

export function EmptyState({ picture, title, children, action, level = 2, className }: EmptyStateProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div
      className={cn("mx-auto flex max-w-sm flex-col items-center gap-1 px-6 py-12 text-center", className)}
    >
      {picture ? (
        <div aria-hidden="true" inert className="mb-4 w-full select-none">
          {picture}
        </div>
      ) : null}
      <Heading className="font-semibold text-lg">{title}</Heading>
      {children ? <p className="text-pretty text-muted">{children}</p> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  );
}
