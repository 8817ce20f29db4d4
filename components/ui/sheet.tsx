"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { t } from "@/lib/text/catalogue";
import { cn } from "./cn";
import { overlayClasses } from "./dialog";
import { IconButton } from "./icon-button";

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;
export const SheetClose = Radix.Close;

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
        <header className="flex items-center justify-between gap-4 py-3 pr-3 pl-5">
          <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
          <Radix.Close asChild>
            <IconButton label={t.common.close}>
              <X aria-hidden="true" />
            </IconButton>
          </Radix.Close>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-3 pb-3">{children}</div>
      </Radix.Content>
    </Radix.Portal>
  );
}
