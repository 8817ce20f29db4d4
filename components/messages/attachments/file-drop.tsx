"use client";

import { Paperclip } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { cn } from "@/components/ui/cn";
import { t } from "@/lib/text/talk";
import { attachFiles } from "./drafts";

type FileDropProps = {
  /** The composer that takes them; null where one may not write. */
  composer: string | null;
  name: string;
  className: string;
  children: ReactNode;
};

/** Takes files that are dropped anywhere on a conversation. The button in the composer does the same by keyboard. */
export function FileDrop({ composer, name, className, children }: FileDropProps) {
  const { workspace } = useWorkspace();
  // Entering a child leaves its parent, so both are counted.
  const [depth, setDepth] = useState(0);
  const withFiles = (work: (event: DragEvent) => void) => (event: DragEvent) => {
    if (composer === null || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault(); // else the browser opens the file and leaves the page
    work(event);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for who drags with a pointer
    <div
      className={cn("relative", className)}
      onDragEnter={withFiles(() => setDepth((now) => now + 1))}
      onDragLeave={withFiles(() => setDepth((now) => Math.max(0, now - 1)))}
      onDragOver={withFiles(() => undefined)}
      onDrop={withFiles((event) => {
        setDepth(0);
        if (composer !== null) attachFiles(workspace.slug, composer, [...event.dataTransfer.files]);
      })}
    >
      {children}
      {depth > 0 ? (
        <div className="pointer-events-none absolute inset-0 z-20 animate-appear bg-surface/90 p-4">
          <div className="flex h-full flex-col items-center justify-center gap-3 rounded-lg border-2 border-accent border-dashed bg-accent-soft">
            <Paperclip aria-hidden="true" className="size-6" />
            <p className="text-center font-medium">{t.attachment.drop(name)}</p>
          </div>
        </div>
      ) : null}
    </div>
  );
}
