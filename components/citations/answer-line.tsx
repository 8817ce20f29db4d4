import { Check, ChevronRight } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

type AnswerLineProps = ComponentProps<"button"> & {
  /** In the order they are read: "3 quotes, each found word for word", "quotes only", "0.1 s". */
  parts: string[];
};

/** The one quiet line under an answer. It opens the receipt; without `onClick` it only says. */
export function AnswerLine({ parts, className, onClick, ...props }: AnswerLineProps) {
  const classes = cn("flex max-w-full items-center gap-2 text-left text-muted text-sm", className);
  const content = (
    <>
      <Check aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="min-w-0">{parts.join(" · ")}</span>
    </>
  );
  if (!onClick) return <p className={classes}>{content}</p>;
  return (
    <button
      type="button"
      className={cn(classes, "touch-target rounded-sm hover:text-ink")}
      onClick={onClick}
      {...props}
    >
      {content}
      <ChevronRight aria-hidden="true" className="size-3.5 shrink-0" />
    </button>
  );
}
