"use client";

import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

const iconButtonVariants = cva(
  [
    "touch-target inline-flex shrink-0 items-center justify-center rounded-md transition-colors",
    "disabled:opacity-50 [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        ghost:
          "text-muted not-disabled:hover:bg-hover not-disabled:hover:text-ink aria-pressed:text-accent data-[state=open]:bg-hover data-[state=open]:text-ink",
        outline:
          "border border-line bg-raised text-muted not-disabled:hover:bg-hover not-disabled:hover:text-ink",
        primary: "bg-accent text-accent-ink not-disabled:hover:bg-accent-strong",
      },
      size: {
        xs: "size-6 rounded-sm [&_svg]:size-4",
        sm: "size-7 [&_svg]:size-4",
        md: "size-9 [&_svg]:size-4",
        lg: "size-11 [&_svg]:size-5",
      },
    },
    defaultVariants: { variant: "ghost", size: "sm" },
  },
);

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> &
  VariantProps<typeof iconButtonVariants> & {
    /** The name: read aloud, and shown on hover. */
    label: string;
    /** Shown beside the name on hover. */
    shortcut?: string;
    tooltipSide?: "top" | "right" | "bottom" | "left";
    children: ReactNode;
  };

export function IconButton({
  label,
  shortcut,
  tooltipSide,
  variant,
  size,
  className,
  children,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut} side={tooltipSide}>
      <button
        type="button"
        aria-label={label}
        className={cn(iconButtonVariants({ variant, size }), className)}
        {...props}
      >
        {children}
      </button>
    </Tooltip>
  );
}
