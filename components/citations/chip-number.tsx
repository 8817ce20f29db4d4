import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

type ChipNumberProps = ComponentProps<"button"> & { n: number; active?: boolean };

/** The numbered chip in the text, without its hover card. */
export function ChipNumber({ n, active, className, ...props }: ChipNumberProps) {
  return (
    <button
      type="button"
      aria-pressed={active}
      className={cn(
        "touch-target mx-0.5 inline-flex h-4.5 min-w-4.5 translate-y-[-0.06em] items-center justify-center rounded-xs border border-mark-line bg-mark px-1",
        "align-middle font-semibold text-mark-ink text-xs leading-none tabular-nums transition-shadow",
        "hover:ring-2 hover:ring-mark-line/50",
        active && "ring-2 ring-mark-line hover:ring-mark-line",
        className,
      )}
      {...props}
    >
      {n}
    </button>
  );
}
