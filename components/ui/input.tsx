import type { ComponentProps } from "react";
import { cn } from "./cn";

export const inputClasses = [
  "w-full min-w-0 rounded-md border border-line-strong bg-raised px-3 text-ink transition-colors",
  "hover:border-muted focus-visible:border-accent focus-visible:outline-offset-0 aria-invalid:border-danger",
  "disabled:opacity-55",
].join(" ");

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(inputClasses, "h-10 pointer-coarse:h-11", className)} {...props} />;
}
