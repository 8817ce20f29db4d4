"use client";

import { Play } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { pictureAddress } from "@/lib/files/client";
import type { FileDto } from "@/lib/files/kept/schema";
import { t } from "@/lib/text/catalogue";
import { FileCard } from "./file-card";
import { FileIcon } from "./file-icon";

/** In pixels of the page: one alone is larger than one among others. */
const ALONE = { width: 384, height: 320 };
const AMONG = { width: 240, height: 160 };
/** Where a picture does not say how large it is. */
const UNSAID = { width: 4, height: 3 };

type PictureProps = { file: FileDto; isAlone: boolean; onOpen: () => void };

const words = t.attachment;

/** A picture in its place, which it has before it is drawn and loaded, so that nothing moves when it comes. */
export function Picture({ file, isAlone, onOpen }: PictureProps) {
  const { workspace } = useWorkspace();
  const [isBroken, setBroken] = useState(false);
  const size = fitted(file, isAlone ? ALONE : AMONG);
  if (file.picture !== "ready") return <Coming file={file} size={size} />;
  if (isBroken) return <FileCard file={file} />;
  return (
    <button
      type="button"
      aria-label={file.isMoving ? words.openMoving(file.name) : words.open(file.name)}
      onClick={onOpen}
      className="relative max-w-full overflow-hidden rounded-md border border-line bg-sunken"
    >
      {/* biome-ignore lint/performance/noImgElement: it was drawn in this size already, and is read with its reader's rights */}
      <img
        src={pictureAddress(workspace.slug, file.id, "small")}
        alt={file.name}
        {...size}
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
        className="h-auto max-w-full object-contain"
      />
      {file.isMoving ? (
        <span className="absolute start-2 bottom-2 flex size-7 items-center justify-center rounded-full border border-line bg-raised text-ink">
          <Play aria-hidden="true" className="size-4" />
        </span>
      ) : null}
    </button>
  );
}

type Size = { width: number; height: number };

function Coming({ file, size: { width, height } }: { file: FileDto; size: Size }) {
  return (
    <span
      role="img"
      aria-label={words.coming(file.name)}
      style={{ width, aspectRatio: `${width} / ${height}` }}
      className="flex max-w-full items-center justify-center rounded-md border border-line bg-sunken text-muted"
    >
      <FileIcon mediaType={file.mediaType} />
    </span>
  );
}

function fitted({ width, height }: Pick<FileDto, "width" | "height">, most: Size): Size {
  const known = width && height ? { width, height } : null;
  const of = known ?? UNSAID;
  const largest = Math.min(most.width / of.width, most.height / of.height);
  const scale = known ? Math.min(1, largest) : largest;
  return {
    width: Math.max(1, Math.round(of.width * scale)),
    height: Math.max(1, Math.round(of.height * scale)),
  };
}
