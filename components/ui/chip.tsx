import type { ComponentProps } from "react";
import { cn } from "./cn";

type ChipProps = ComponentProps<"button"> & { pressed?: boolean; tone?: "accent" | "ink" };

/** A small thing to switch on: a reaction, a filter. `ink` for the one filter that is chosen. */
export function Chip({ pressed, tone = "accent", className, ...props }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      className={cn(
        "touch-target inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full border border-line bg-raised px-2.5 text-sm tabular-nums transition-colors",
        "text-muted hover:bg-hover hover:text-ink disabled:opacity-55",
        pressed &&
          (tone === "accent"
            ? "border-accent bg-accent-soft text-ink"
            : "border-ink bg-ink text-surface hover:bg-ink hover:text-surface"),
        className,
      )}
      {...props}
    />
  );
}
