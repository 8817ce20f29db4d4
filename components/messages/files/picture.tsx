"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { fileAddress } from "@/lib/files/client";
import type { FileDto } from "@/lib/files/kept/schema";
import { t } from "@/lib/text/catalogue";
import { FileCard } from "./file-card";

/** In pixels of the page: one alone is larger than one among others. */
const ALONE = { width: 384, height: 320 };
const AMONG = { width: 240, height: 160 };
/** Where a picture does not say how large it is. */
const UNSAID = { width: 4, height: 3 };

type PictureProps = { file: FileDto; isAlone: boolean; onOpen: () => void };

/** A picture in its place, which it has before it is loaded, so that nothing moves when it comes. */
export function Picture({ file, isAlone, onOpen }: PictureProps) {
  const { workspace } = useWorkspace();
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <FileCard file={file} />;
  const size = fitted(file, isAlone ? ALONE : AMONG);
  return (
    <button
      type="button"
      aria-label={t.attachment.open(file.name)}
      onClick={onOpen}
      className="max-w-full overflow-hidden rounded-md border border-line bg-sunken"
    >
      {/* biome-ignore lint/performance/noImgElement: files of people are never fetched by the server that makes pictures smaller */}
      <img
        src={fileAddress(workspace.slug, file.id)}
        alt={file.name}
        {...size}
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
        className="h-auto max-w-full object-contain"
      />
    </button>
  );
}

function fitted(
  { width, height }: Pick<FileDto, "width" | "height">,
  most: { width: number; height: number },
) {
  const known = width && height ? { width, height } : null;
  const of = known ?? UNSAID;
  const largest = Math.min(most.width / of.width, most.height / of.height);
  const scale = known ? Math.min(1, largest) : largest;
  return {
    width: Math.max(1, Math.round(of.width * scale)),
    height: Math.max(1, Math.round(of.height * scale)),
  };
}
