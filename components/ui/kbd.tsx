import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A key as it is written on the keyboard. */
export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={cn(
        "inline-flex min-w-5 items-center justify-center rounded-xs border border-line bg-surface px-1 font-medium font-sans text-muted text-xs",
        className,
      )}
      {...props}
    />
  );
}
