"use client";

import { CircleAlert, RotateCw, X } from "lucide-react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { IconButton } from "@/components/ui/icon-button";
import { ProgressRing } from "@/components/ui/progress-ring";
import { t } from "@/lib/text/catalogue";
import { sizeText } from "@/lib/text/sizes";
import { type UploadItem, uploadsOf } from "./upload-queue";
import { useUploads } from "./use-documents";

const words = t.library.upload;

/** The files that are on their way, over the list that they come into. */
export function UploadTray({ room }: { room: UploadItem["room"] }) {
  const items = useUploads().filter((one) => one.room === room);
  if (items.length === 0) return null;
  const moving = items.filter(({ state }) => state !== "failed").length;
  return (
    <section aria-label={words.title(items.length)} className="border-line border-b bg-sunken">
      <p role="status" className="sr-only">
        {moving > 0 ? words.many(moving) : ""}
      </p>
      <ul className="max-h-64 divide-y divide-line overflow-y-auto">
        {items.map((item) => (
          <UploadRow key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function UploadRow({ item }: { item: UploadItem }) {
  const { workspace } = useWorkspace();
  const queue = uploadsOf(workspace.slug);
  const failed = item.state === "failed";
  return (
    <li className="flex min-h-12 items-center gap-3 px-4 py-2 lg:px-5">
      {failed ? (
        <CircleAlert aria-hidden="true" className="size-5 shrink-0 text-danger" />
      ) : (
        <span role="img" aria-label={sentenceOf(item)} className="shrink-0">
          <ProgressRing share={item.share} />
        </span>
      )}
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{item.name}</p>
        <p className={failed ? "text-danger text-sm" : "text-muted text-sm tabular-nums"}>
          {sentenceOf(item)}
        </p>
      </div>
      {failed ? (
        <IconButton label={t.common.tryAgain} onClick={() => queue.retry(item.id)}>
          <RotateCw aria-hidden="true" />
        </IconButton>
      ) : null}
      <IconButton
        label={failed ? words.dismiss(item.name) : words.cancel(item.name)}
        onClick={() => queue.cancel(item.id)}
      >
        <X aria-hidden="true" />
      </IconButton>
    </li>
  );
}

function sentenceOf({ state, share, sizeBytes, reason }: UploadItem): string {
  if (state === "failed") return reason ?? words.failed;
  if (state === "waiting") return words.waiting;
  return state === "keeping" ? words.keeping : words.sending(Math.round(share * 100), sizeText(sizeBytes));
}
