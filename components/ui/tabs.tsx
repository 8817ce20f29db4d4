"use client";

import { Tabs as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Tabs = Radix.Root;
export const TabsContent = Radix.Content;

/** A row of views of the same thing, as one segmented control. */
export function TabsList({ className, ...props }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List
      className={cn(
        "inline-flex max-w-full overflow-x-auto rounded-md border border-line bg-raised p-px",
        className,
      )}
      {...props}
    />
  );
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      data-focus-inside
      className={cn(
        "h-7 shrink-0 rounded-sm px-3 font-medium text-muted transition-colors pointer-coarse:h-10",
        "hover:text-ink data-[state=active]:bg-accent-soft data-[state=active]:text-ink",
        className,
      )}
      {...props}
    />
  );
}
