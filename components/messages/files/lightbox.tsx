"use client";

import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { overlayClasses } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { fileAddress, pictureAddress } from "@/lib/files/client";
import type { FileDto } from "@/lib/files/kept/schema";
import { t } from "@/lib/text/catalogue";

type LightboxProps = {
  pictures: FileDto[];
  openId: string;
  onOpen: (id: string) => void;
  onClose: () => void;
};

const words = t.attachment;

/** The pictures of a message, one at a time as large as the window. Arrows go on, Esc closes. */
export function Lightbox({ pictures, openId, onOpen, onClose }: LightboxProps) {
  const { workspace } = useWorkspace();
  // It is no dialog of a button: where one was is where one comes back to.
  const [opener] = useState(() => document.activeElement);
  const at = pictures.findIndex(({ id }) => id === openId);
  const file = pictures[at];
  if (!file) return null;
  const go = (by: number) => {
    const next = pictures[(at + by + pictures.length) % pictures.length];
    if (next) onOpen(next.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && pictures.length > 1) go(step);
  };
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClasses} />
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
          className="fixed inset-0 z-50 flex animate-appear flex-col bg-surface sm:inset-4 sm:rounded-lg sm:border sm:border-line sm:shadow-float"
        >
          <header className="flex items-center gap-2 border-line border-b px-4 py-2">
            <Radix.Title className="min-w-0 flex-1 truncate font-medium">{file.name}</Radix.Title>
            {pictures.length > 1 ? (
              <span className="text-muted text-sm tabular-nums">{words.place(at + 1, pictures.length)}</span>
            ) : null}
            <a
              href={fileAddress(workspace.slug, file.id, true)}
              download={file.name}
              aria-label={words.download}
              className="touch-target inline-flex size-9 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <Download aria-hidden="true" className="size-4" />
            </a>
            {/* Without a tooltip, which would take the first Esc for itself. */}
            <Radix.Close
              aria-label={t.common.close}
              className="touch-target inline-flex size-9 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <X aria-hidden="true" className="size-4" />
            </Radix.Close>
          </header>
          <div className="relative flex min-h-0 flex-1 items-center justify-center p-4">
            {/* biome-ignore lint/performance/noImgElement: as in its message */}
            <img
              key={file.id}
              src={pictureAddress(workspace.slug, file.id, "large")}
              alt={file.name}
              className="max-h-full max-w-full object-contain"
            />
            {pictures.length > 1 ? (
              <>
                <IconButton
                  label={words.previous}
                  variant="outline"
                  size="lg"
                  className="absolute start-3 rounded-full"
                  onClick={() => go(-1)}
                >
                  <ChevronLeft />
                </IconButton>
                <IconButton
                  label={words.next}
                  variant="outline"
                  size="lg"
                  className="absolute end-3 rounded-full"
                  onClick={() => go(1)}
                >
                  <ChevronRight />
                </IconButton>
              </>
            ) : null}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
