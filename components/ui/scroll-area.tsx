import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A part of the page that scrolls by itself, with the browser's own scrollbar kept thin and out of the way. */
export function ScrollArea({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("scroll-quiet min-h-0 overflow-y-auto", className)} {...props} />;
}
