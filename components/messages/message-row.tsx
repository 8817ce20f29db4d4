"use client";

import { memo, useEffect, useRef, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import type { Viewer } from "@/lib/conversations/rules";
import { canReact } from "@/lib/messages/rules";
import type { MessageDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/catalogue";
import { Answer } from "./answer";
import { EditMessage } from "./edit-message";
import { MessageActions } from "./message-actions";
import { MessageText } from "./message-text";
import { ReactionRow } from "./reaction-row";

/** Sent to a row by the composer: Up edits one's last message. */
export const EDIT_EVENT = "parley:edit";

export type RowProps = {
  message: MessageDto;
  viewer: Viewer;
  /** Written by the same person just before: the face and name are not repeated. */
  follows: boolean;
  /** Pointed to by a citation or a link: marked for a moment. */
  highlighted: boolean;
  nameOf: (memberId: string) => string;
  onReact: (message: MessageDto, emoji: string, mine: boolean) => void;
  onEdit: (message: MessageDto, body: string) => Promise<void>;
  onDelete: (message: MessageDto) => void;
  onMarkUnread: (message: MessageDto) => void;
};

export const MessageRow = memo(function MessageRow(props: RowProps) {
  const { message, viewer, follows, highlighted } = props;
  const [editing, setEditing] = useState(false);
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const start = () => setEditing(true);
    const element = row.current;
    element?.addEventListener(EDIT_EVENT, start);
    return () => element?.removeEventListener(EDIT_EVENT, start);
  }, []);
  return (
    <article
      ref={row}
      id={`m-${message.id}`}
      data-seq={message.seq ?? undefined}
      aria-label={message.author.name}
      tabIndex={-1}
      className={cn(
        "group relative flex gap-3 px-5 py-1 transition-colors hover:bg-hover/50 max-md:px-4",
        follows ? "pt-0.5" : "mt-2",
        highlighted && "bg-mark/40 hover:bg-mark/40",
      )}
    >
      {follows ? (
        <div className="w-9 shrink-0 pt-0.5 text-right text-faint text-xs opacity-0 group-hover:opacity-100">
          <Time at={message.createdAt} show="clock" />
        </div>
      ) : (
        <Avatar
          id={message.author.id}
          name={message.author.name}
          kind={message.author.kind}
          className="mt-0.5"
        />
      )}
      <div className="min-w-0 flex-1">
        {follows ? null : <MessageHead message={message} />}
        {editing ? (
          <EditMessage
            body={message.body}
            onCancel={() => setEditing(false)}
            onSave={async (body) => {
              await props.onEdit(message, body);
              setEditing(false);
            }}
          />
        ) : (
          <MessageBody message={message} viewer={viewer} />
        )}
        <ReactionRow
          message={message}
          myId={viewer.memberId}
          canReact={canReact(viewer, message)}
          nameOf={props.nameOf}
          onToggle={(emoji, mine) => props.onReact(message, emoji, mine)}
        />
      </div>
      {editing || message.deletedAt ? null : (
        <MessageActions {...props} onStartEdit={() => setEditing(true)} />
      )}
    </article>
  );
});

function MessageHead({ message }: { message: MessageDto }) {
  return (
    <header className="flex items-baseline gap-2">
      <span className="truncate font-semibold">{message.author.name}</span>
      {message.author.kind === "assistant" ? <Badge>{t.message.assistant}</Badge> : null}
      <span className="shrink-0 text-muted text-sm tabular-nums">
        <Time at={message.createdAt} show="clock" />
      </span>
    </header>
  );
}

function MessageBody({ message, viewer }: { message: MessageDto; viewer: Viewer }) {
  if (message.deletedAt) return <p className="text-muted italic">{t.message.deleted}</p>;
  if (message.role === "assistant") return <Answer message={message} viewer={viewer} />;
  return (
    <div>
      <MessageText body={message.body} mentions={message.mentions.map((one) => one.name)} />
      {message.editedAt ? (
        <span className="text-muted text-xs">
          ({t.message.edited} <Time at={message.editedAt} />)
        </span>
      ) : null}
    </div>
  );
}
