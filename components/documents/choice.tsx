import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type ChoiceProps<V extends string> = {
  value: V;
  chosen: V;
  onChoose: (value: V) => void;
  label: string;
  hint: string;
  /** What must be said as well, while this one is chosen. */
  children?: ReactNode;
};

/** One of a few ways in which something can be read, with what it means. */
export function Choice<V extends string>({ value, chosen, onChoose, label, hint, children }: ChoiceProps<V>) {
  const isChosen = value === chosen;
  return (
    <div className={cn("rounded-md border p-3", isChosen ? "border-accent bg-accent-soft" : "border-line")}>
      <label className="flex cursor-pointer items-start gap-2.5">
        <input
          type="radio"
          name="visibility"
          className="mt-0.5 size-4"
          checked={isChosen}
          onChange={() => onChoose(value)}
        />
        <span>
          <span className="font-medium">{label}</span>
          <span className="block text-muted text-sm">{hint}</span>
        </span>
      </label>
      {isChosen && children ? <div className="mt-3">{children}</div> : null}
    </div>
  );
}
