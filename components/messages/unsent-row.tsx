"use client";

import { CircleAlert, CloudOff } from "lucide-react";
import dynamic from "next/dynamic";
import type { Unsent } from "@/components/conversations/unsent";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { untilLoaded } from "@/components/ui/until-loaded";
import { t } from "@/lib/text/talk";
import { MessageText } from "./message-text";

/** Brought with the first message that carries something. */
const UnsentFiles = dynamic(
  untilLoaded(() => import("./attachments/unsent-files").then((part) => part.UnsentFiles)),
  { ssr: false },
);

type UnsentRowProps = {
  item: Unsent;
  me: { memberId: string; name: string };
  onRetry: (clientId: string) => void;
  onDiscard: (clientId: string) => void;
};

/** A message that is shown at once and not stored yet: on its way, kept, or refused with the reason. */
export function UnsentRow({ item, me, onRetry, onDiscard }: UnsentRowProps) {
  const failed = item.state === "failed";
  return (
    <article
      className="mt-2 flex gap-3 px-5 py-1 max-md:px-4"
      aria-busy={item.state === "sending" || item.state === "uploading"}
      data-unsent={item.state}
    >
      <Avatar id={me.memberId} name={me.name} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <header className="font-semibold">{me.name}</header>
        <div className={cn(!failed && "opacity-60")}>
          <MessageText body={item.body} mentions={[]} />
          {item.files.length > 0 ? <UnsentFiles files={item.files} /> : null}
        </div>
        {item.state === "waiting" ? (
          <p role="status" className="mt-0.5 flex items-center gap-1.5 text-muted text-sm">
            <CloudOff aria-hidden="true" className="size-3.5" /> {t.message.waiting}
          </p>
        ) : null}
        {item.state === "uploading" ? (
          <Button size="sm" variant="ghost" className="mt-1" onClick={() => onDiscard(item.clientId)}>
            {t.common.cancel}
          </Button>
        ) : null}
        {failed ? (
          <div role="alert" className="mt-1 flex flex-wrap items-center gap-2 text-danger text-sm">
            <CircleAlert aria-hidden="true" className="size-3.5" />
            {t.message.failed(item.reason)}
            <Button size="sm" onClick={() => onRetry(item.clientId)}>
              {t.message.retry}
            </Button>
            <Button size="sm" variant="ghost" onClick={() => onDiscard(item.clientId)}>
              {t.message.discard}
            </Button>
          </div>
        ) : null}
      </div>
    </article>
  );
}
