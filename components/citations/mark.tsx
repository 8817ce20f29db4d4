import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** The marker stroke behind words that are quoted, the same in every room. */
export function Mark({ className, ...props }: ComponentProps<"mark">) {
  return <mark data-mark className={cn("marked", className)} {...props} />;
}
