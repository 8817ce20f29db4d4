"use client";

import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { CloseButton, overlayClasses } from "./dialog";

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;

type SheetContentProps = {
  title: string;
  side?: "bottom" | "right";
  className?: string;
  children: ReactNode;
};

const SIDES = {
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] animate-rise rounded-t-lg border-t pb-(--safe-bottom)",
  right: "inset-y-0 right-0 w-full max-w-md animate-slide border-l",
};

/** A page that comes in from an edge and leaves what is beneath where it was. */
export function SheetContent({ title, side = "bottom", className, children }: SheetContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClasses} />
      <Radix.Content
        aria-describedby={undefined}
        className={cn("fixed z-50 flex flex-col border-line bg-raised shadow-float", SIDES[side], className)}
      >
        <Radix.Title className="py-4 ps-5 pe-14 font-semibold text-lg">{title}</Radix.Title>
        <div className="min-h-0 flex-1 overflow-y-auto px-3 pb-3">{children}</div>
        <CloseButton />
      </Radix.Content>
    </Radix.Portal>
  );
}
