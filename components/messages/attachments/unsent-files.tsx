"use client";

import { ProgressRing } from "@/components/ui/progress-ring";
import { FileIcon } from "../files/file-icon";
import type { Attached } from "./attached";
import { progressText } from "./progress-text";
import { useProgress } from "./use-progress";

/** What a message on its way carries, and how far each file is. */
export function UnsentFiles({ files }: { files: Attached[] }) {
  return (
    <ul className="mt-1 flex flex-col items-start gap-2">
      {files.map((file) => (
        <UnsentFile key={file.id} file={file} />
      ))}
    </ul>
  );
}

function UnsentFile({ file }: { file: Attached }) {
  const progress = useProgress(file.id);
  const isMoving = progress?.state === "sending" || progress?.state === "waiting";
  return (
    <li className="flex w-80 max-w-full items-center gap-3 rounded-md border border-line bg-raised px-3 py-2">
      <span className="flex size-9 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-sunken text-muted">
        {progress?.preview ? (
          // biome-ignore lint/performance/noImgElement: it is in this browser, and no server makes it smaller
          <img src={progress.preview} alt="" className="size-full object-cover" />
        ) : (
          <FileIcon mediaType={file.mediaType} />
        )}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{file.name}</span>
        <span className="block text-muted text-sm tabular-nums">{progressText(file, progress)}</span>
      </span>
      {isMoving ? <ProgressRing share={progress.share} /> : null}
    </li>
  );
}
