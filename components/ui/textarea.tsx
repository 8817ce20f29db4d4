import type { ComponentProps } from "react";
import { cn } from "./cn";
import { inputClasses } from "./input";

/** Grows with what is typed, up to `max-h-*`. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={cn(inputClasses, "field-sizing-content max-h-80 min-h-20 py-2", className)}
      {...props}
    />
  );
}
