"use client";

import { HoverCard as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { floatClasses } from "./popover";

type HoverCardProps = {
  card: ReactNode;
  /** What the card says is on screen already: it stays away, and Esc is left to what is open. */
  closed?: boolean;
  className?: string;
  children: ReactNode;
};

/** A card that shows while its trigger is pointed at or focused. The trigger must work without it. */
export function HoverCard({ card, closed = false, className, children }: HoverCardProps) {
  return (
    <Radix.Root openDelay={120} closeDelay={120} {...(closed ? { open: false } : {})}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          collisionPadding={12}
          className={cn(floatClasses, "w-80 max-w-[calc(100vw-1.5rem)] p-4", className)}
        >
          {card}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
