"use client";

import { Popover as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;

export const floatClasses =
  "z-50 animate-appear rounded-lg border border-line bg-raised text-ink shadow-float outline-none";

export function PopoverContent({
  className,
  sideOffset = 6,
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        collisionPadding={12}
        className={cn(floatClasses, "w-72 max-w-[calc(100vw-1.5rem)] p-4", className)}
        {...props}
      />
    </Radix.Portal>
  );
}
