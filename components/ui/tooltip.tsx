"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "./kbd";

type TooltipProps = {
  label: ReactNode;
  shortcut?: string | undefined;
  side?: "top" | "right" | "bottom" | "left" | undefined;
  children: ReactNode;
};

/** A name for what has no visible one. Never the only place of something that must be known. */
export function Tooltip({ label, shortcut, side = "top", children }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={350} skipDelayDuration={200}>
      <Radix.Root disableHoverableContent>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 flex animate-appear items-center gap-2 rounded-sm bg-ink px-2 py-1 text-surface text-xs"
          >
            {label}
            {shortcut ? (
              <Kbd className="border-transparent bg-transparent px-0 text-surface opacity-75">{shortcut}</Kbd>
            ) : null}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
