"use client";

import { CircleAlert, RotateCw, X } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { ProgressRing } from "@/components/ui/progress-ring";
import { t } from "@/lib/text/catalogue";
import { FileIcon } from "../files/file-icon";
import type { Attached } from "./attached";
import { attachingOf } from "./attaching";
import { progressText } from "./progress-text";
import { useIsAnyFailed, useProgress } from "./use-progress";

const words = t.attachment;

type AttachmentTrayProps = {
  attached: Attached[];
  onRemove: (id: string) => void;
  /** Whether something of it cannot be sent as it is. */
  onBlocked: (isBlocked: boolean) => void;
};

/** What goes along with what is being written: each with how far it is, over the line one writes in. */
export function AttachmentTray({ attached, onRemove, onBlocked }: AttachmentTrayProps) {
  const isBlocked = useIsAnyFailed(attached);
  const tell = useEffectEvent(onBlocked);
  useEffect(() => {
    tell(isBlocked);
    return () => tell(false);
  }, [isBlocked]);
  return (
    <ul aria-label={words.list} className="flex w-full flex-wrap gap-2 px-3 pt-3">
      {attached.map((one) => (
        <Item key={one.id} attached={one} onRemove={() => onRemove(one.id)} />
      ))}
    </ul>
  );
}

function Item({ attached, onRemove }: { attached: Attached; onRemove: () => void }) {
  const { workspace } = useWorkspace();
  const { id, name } = attached;
  const progress = useProgress(id);
  const failed = progress?.state === "failed";
  return (
    <li
      className={cn(
        "flex max-w-full items-center gap-2 rounded-md border border-line bg-surface py-1 ps-1 pe-0.5 max-sm:w-full sm:w-64",
        failed && "border-danger",
      )}
    >
      <Face attached={attached} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm" title={name}>
          {name}
        </p>
        <p
          role={failed ? "alert" : undefined}
          className={failed ? "text-danger text-xs" : "text-muted text-xs tabular-nums"}
        >
          {progressText(attached, progress)}
        </p>
      </div>
      {failed && progress.isPassing ? (
        <IconButton label={words.retry(name)} onClick={() => attachingOf(workspace.slug).retry(id)}>
          <RotateCw />
        </IconButton>
      ) : null}
      <IconButton label={words.remove(name)} onClick={onRemove}>
        <X />
      </IconButton>
    </li>
  );
}

/** The picture itself, or what kind of file it is; over it how far it is. */
function Face({ attached }: { attached: Attached }) {
  const progress = useProgress(attached.id);
  const isMoving = progress?.state === "sending" || progress?.state === "waiting";
  return (
    <span className="relative flex size-9 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-sunken text-muted">
      {progress?.preview ? (
        // biome-ignore lint/performance/noImgElement: it is in this browser, and no server makes it smaller
        <img src={progress.preview} alt="" className="size-full object-cover" />
      ) : progress?.state === "failed" ? (
        <CircleAlert aria-hidden="true" className="size-5 text-danger" />
      ) : (
        <FileIcon mediaType={attached.mediaType} />
      )}
      {isMoving ? (
        <span className="absolute inset-0 flex items-center justify-center bg-surface/70">
          <ProgressRing share={progress.share} />
        </span>
      ) : null}
    </span>
  );
}
