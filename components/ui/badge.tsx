import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const badgeVariants = cva(
  "inline-flex shrink-0 items-center gap-1 whitespace-nowrap rounded-full px-2 font-medium text-xs",
  {
    variants: {
      tone: {
        outline: "border border-line text-muted",
        neutral: "bg-hover text-muted",
        accent: "bg-accent-soft text-accent",
        mark: "bg-mark text-mark-ink",
        danger: "bg-danger-soft text-danger",
      },
    },
    defaultVariants: { tone: "outline" },
  },
);

type BadgeProps = ComponentProps<"span"> & VariantProps<typeof badgeVariants>;

export function Badge({ tone, className, ...props }: BadgeProps) {
  return <span className={cn(badgeVariants({ tone }), className)} {...props} />;
}

type CountProps = {
  value: number;
  /** What is counted, for those who only hear it: "3 unread". */
  label: string;
  /** Strong where somebody is waiting for this person. */
  strong?: boolean;
  className?: string;
};

/** How many wait. Nothing at zero, "99+" above 99. */
export function Count({ value, label, strong, className }: CountProps) {
  if (value <= 0) return null;
  return (
    <span
      className={cn(
        "inline-flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-full px-1.5 font-semibold text-xs tabular-nums",
        strong ? "bg-accent text-accent-ink" : "bg-line text-ink",
        className,
      )}
    >
      <span aria-hidden="true">{value > 99 ? "99+" : value}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
