import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

const bannerVariants = cva(
  "flex items-start gap-2.5 px-4 py-2 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0",
  {
    variants: {
      tone: {
        neutral: "bg-hover text-ink",
        accent: "bg-accent-soft text-ink [&>svg]:text-accent",
        mark: "bg-mark text-mark-ink",
        danger: "bg-danger-soft text-ink [&>svg]:text-danger",
      },
      shape: { bar: "", card: "rounded-md px-3 py-2.5" },
    },
    defaultVariants: { tone: "neutral", shape: "bar" },
  },
);

type BannerProps = ComponentProps<"div"> &
  VariantProps<typeof bannerVariants> & { icon?: ReactNode; action?: ReactNode };

/** One sentence about the state of things, at the place it concerns. Give it `role="status"` or `role="alert"` where it may arrive. */
export function Banner({ tone, shape, icon, action, className, children, ...props }: BannerProps) {
  return (
    <div className={cn(bannerVariants({ tone, shape }), className)} {...props}>
      {icon}
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
