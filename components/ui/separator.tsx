import type { ReactNode } from "react";
import { cn } from "./cn";

type SeparatorProps = { children?: ReactNode; tone?: "line" | "danger"; className?: string };

/** A hairline; with words in it, such as a day between messages. */
export function Separator({ children, tone = "line", className }: SeparatorProps) {
  const line = (
    <span aria-hidden="true" className={cn("h-px flex-1", tone === "danger" ? "bg-danger/50" : "bg-line")} />
  );
  if (!children) return <hr className={cn("h-px border-0 bg-line", className)} />;
  return (
    <div
      className={cn(
        "flex items-center gap-3 text-sm",
        tone === "danger" ? "text-danger" : "text-muted",
        className,
      )}
    >
      {line}
      {children}
      {tone === "line" ? line : null}
    </div>
  );
}
