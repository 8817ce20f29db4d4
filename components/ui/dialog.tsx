"use client";

import { X } from "lucide-react";
import "./style-nonce";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { t } from "@/lib/text/public";
import { cn } from "./cn";

export const Dialog = Radix.Root;

export const overlayClasses = "fixed inset-0 z-40 animate-appear bg-scrim";

type DialogContentProps = {
  title: string;
  description?: ReactNode;
  /** Buttons, the strongest last. */
  footer?: ReactNode;
  className?: string;
  children?: ReactNode;
};

/** A window over the page; on a phone a sheet that rises from below, so that the buttons are under the thumb. */
export function DialogContent({ title, description, footer, className, children }: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClasses} />
      <Radix.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        className={cn(
          "fixed z-50 flex max-h-[85dvh] flex-col rounded-lg border border-line bg-raised shadow-float",
          "inset-x-0 bottom-0 animate-rise max-sm:rounded-b-none max-sm:pb-(--safe-bottom)",
          "sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-[28rem] sm:max-w-[calc(100vw-2rem)] sm:-translate-1/2 sm:animate-appear",
          className,
        )}
      >
        <header className="px-5 pt-5 pe-14">
          <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
          {description ? (
            <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
          ) : null}
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        {footer ? <footer className="flex flex-wrap justify-end gap-2 px-5 pb-5">{footer}</footer> : null}
        <CloseButton />
      </Radix.Content>
    </Radix.Portal>
  );
}

/** Last in the page though first to see, so that the focus starts at what the window is about. */
export function CloseButton() {
  return (
    <Radix.Close
      aria-label={t.common.close}
      className="absolute end-3 top-4 inline-flex size-8 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink"
    >
      <X aria-hidden="true" className="size-4" />
    </Radix.Close>
  );
}
