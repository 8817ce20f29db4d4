"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { untilLoaded } from "@/components/ui/until-loaded";
import { fileAddress } from "@/lib/files/client";
import type { FileDto } from "@/lib/files/kept/schema";
import { kindOf } from "@/lib/messages/rules";
import { FileCard } from "./file-card";
import { Picture } from "./picture";

const Lightbox = dynamic(
  untilLoaded(() => import("./lightbox").then((part) => part.Lightbox)),
  { ssr: false },
);

/** What a message carries: pictures first, then what plays, then everything else as cards. */
export function MessageFiles({ files }: { files: FileDto[] }) {
  const [openId, setOpenId] = useState<string | null>(null);
  const of = (kind: ReturnType<typeof kindOf>) => files.filter((file) => kindOf(file) === kind);
  const pictures = of("image");
  const ready = pictures.filter(({ picture }) => picture === "ready");
  return (
    <div className="mt-1 flex flex-col items-start gap-2">
      {pictures.length > 0 ? (
        <div className="flex max-w-full flex-wrap items-start gap-2">
          {pictures.map((file) => (
            <Picture
              key={file.id}
              file={file}
              isAlone={pictures.length === 1}
              onOpen={() => setOpenId(file.id)}
            />
          ))}
        </div>
      ) : null}
      {of("video").map((file) => (
        <Video key={file.id} file={file} />
      ))}
      {of("audio").map((file) => (
        <Sound key={file.id} file={file} />
      ))}
      {of("file").map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
      {openId ? (
        <Lightbox pictures={ready} openId={openId} onOpen={setOpenId} onClose={() => setOpenId(null)} />
      ) : null}
    </div>
  );
}

function Video({ file }: { file: FileDto }) {
  const { workspace } = useWorkspace();
  return (
    // biome-ignore lint/a11y/useMediaCaption: people's own files come without captions
    <video
      controls
      preload="metadata"
      playsInline
      aria-label={file.name}
      src={fileAddress(workspace.slug, file.id)}
      className="aspect-video w-96 max-w-full rounded-md border border-line bg-sunken object-contain"
    />
  );
}

function Sound({ file }: { file: FileDto }) {
  const { workspace } = useWorkspace();
  return (
    <figure className="w-80 max-w-full rounded-md border border-line bg-raised px-3 py-2">
      <figcaption className="truncate font-medium">{file.name}</figcaption>
      {/* biome-ignore lint/a11y/useMediaCaption: people's own files come without captions */}
      <audio
        controls
        preload="none"
        aria-label={file.name}
        src={fileAddress(workspace.slug, file.id)}
        className="mt-1 h-10 w-full"
      />
    </figure>
  );
}
