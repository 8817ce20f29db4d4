"use client";

import { Lock, UsersRound } from "lucide-react";
import { type DragEvent, type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { cn } from "@/components/ui/cn";
import { t } from "@/lib/text/catalogue";

type Readers = "workspace" | "private";

type DropZoneProps = {
  title: string;
  workspaceName: string;
  onFiles: (files: File[], readers: Readers) => void;
  /** An address was pasted where nothing is being typed. */
  onAddress: (url: string) => void;
  children: ReactNode;
};

const words = t.library.upload;

/** Takes files that are dropped or pasted anywhere on the page. Where they are dropped decides who can read them. */
export function DropZone({ title, workspaceName, onFiles, onAddress, children }: DropZoneProps) {
  const isDragging = useDragging();
  usePaste(onFiles, onAddress);
  return (
    <div className="relative flex h-full min-h-0 flex-col">
      {children}
      {isDragging ? (
        <div className="absolute inset-0 z-20 flex animate-appear flex-col gap-4 bg-surface/90 p-6">
          <p className="text-center font-semibold text-lg">{title}</p>
          <div className="flex min-h-0 flex-1 gap-4 max-sm:flex-col">
            <Target
              icon={<UsersRound />}
              label={words.dropEverybody(workspaceName)}
              onDrop={(files) => onFiles(files, "workspace")}
            />
            <Target icon={<Lock />} label={words.dropPrivate} onDrop={(files) => onFiles(files, "private")} />
          </div>
        </div>
      ) : null}
    </div>
  );
}

type TargetProps = { icon: ReactNode; label: string; onDrop: (files: File[]) => void };

function Target({ icon, label, onDrop }: TargetProps) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onDrop([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for who drags with a pointer; the button does the same by keyboard
    <div
      data-drop
      onDragEnter={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      className={cn(
        "flex flex-1 flex-col items-center justify-center gap-3 rounded-lg border-2 border-line-strong border-dashed text-muted [&_*]:pointer-events-none [&_svg]:size-6",
        isOver && "border-accent bg-accent-soft text-ink",
      )}
    >
      {icon}
      <p className="text-center font-medium">{label}</p>
    </div>
  );
}

/** Whether files are being dragged over the window. Entering a child leaves its parent, so both are counted. */
function useDragging(): boolean {
  const [depth, setDepth] = useState(0);
  useEffect(() => {
    const hasFiles = (event: globalThis.DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: globalThis.DragEvent) => hasFiles(event) && setDepth((now) => now + 1);
    const leave = (event: globalThis.DragEvent) => hasFiles(event) && setDepth((now) => Math.max(0, now - 1));
    const end = (event: globalThis.DragEvent) => {
      // Elsewhere than on a target the browser would open the file and leave the page.
      if (hasFiles(event)) event.preventDefault();
      if (event.type === "drop") setDepth(0);
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", end);
    window.addEventListener("drop", end);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", end);
      window.removeEventListener("drop", end);
    };
  }, []);
  return depth > 0;
}

function usePaste(onFiles: DropZoneProps["onFiles"], onAddress: DropZoneProps["onAddress"]): void {
  const paste = useEffectEvent((event: ClipboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.matches("input, textarea, [contenteditable]"))
      return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData("text/plain").trim() ?? "";
    if (files.length > 0) onFiles(files, "workspace");
    else if (/^https?:\/\/\S+$/.test(text)) onAddress(text);
  });
  useEffect(() => {
    const listen = (event: ClipboardEvent) => paste(event);
    window.addEventListener("paste", listen);
    return () => window.removeEventListener("paste", listen);
  }, []);
}
