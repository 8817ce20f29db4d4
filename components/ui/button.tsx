import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Spinner } from "./spinner";

const buttonVariants = cva(
  [
    "relative inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium",
    "transition-[background-color,border-color,color,opacity] disabled:opacity-55 aria-disabled:opacity-55",
    "[&_svg]:size-4 [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-ink not-disabled:hover:bg-accent-strong",
        secondary: "border border-line bg-raised text-ink not-disabled:hover:bg-hover",
        ghost: "text-muted not-disabled:hover:bg-hover not-disabled:hover:text-ink",
        danger: "bg-danger text-danger-ink not-disabled:hover:opacity-90",
        quiet: "text-accent underline-offset-4 not-disabled:hover:underline",
      },
      size: {
        sm: "h-7 px-2.5 text-sm",
        md: "h-9 px-3.5 text-base",
        lg: "h-11 px-5 text-base",
        inline: "h-auto p-0",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    /** The child takes the look: `<Button asChild><Link .../></Button>`. */
    asChild?: boolean;
    /** Work is under way: the label stays, presses do nothing, and assistive technology hears that it is busy. */
    busy?: boolean;
    children: ReactNode;
  };

export function Button({
  className,
  variant,
  size,
  asChild,
  busy,
  children,
  onClick,
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  }
  // Busy is not disabled: a disabled button drops the focus of whoever pressed it.
  return (
    <button
      type="button"
      className={classes}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}
