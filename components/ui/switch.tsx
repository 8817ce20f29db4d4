import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "role"> & { label: ReactNode; hint?: ReactNode };

/** On or off, at once. The label stands before it, as in a list of settings. */
export function Switch({ label, hint, className, ...props }: SwitchProps) {
  return (
    <label className={cn("flex items-center justify-between gap-4 py-1 pointer-coarse:py-2", className)}>
      <span>
        {label}
        {hint ? <span className="block text-muted text-sm">{hint}</span> : null}
      </span>
      <span className="relative inline-flex h-5 w-9 shrink-0">
        <input
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: the checkbox itself says whether it is checked
          role="switch"
          className="peer h-5 w-9 appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-accent checked:bg-accent disabled:opacity-55"
          {...props}
        />
        <span className="pointer-events-none absolute top-1 left-1 size-3 rounded-full bg-line-strong transition-[transform,background-color] peer-checked:translate-x-4 peer-checked:bg-accent-ink" />
      </span>
    </label>
  );
}
