"use client";

import { MessageSquareText } from "lucide-react";
import dynamic from "next/dynamic";
import { memo, useEffect, useRef, useState } from "react";
import { TasksUnder } from "@/components/tasks/tasks-under";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Chip } from "@/components/ui/chip";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import { untilLoaded } from "@/components/ui/until-loaded";
import type { Viewer } from "@/lib/conversations/rules";
import { canReact } from "@/lib/messages/rules";
import type { MessageDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/talk";
import { Answer } from "./answer";
import { EDIT_EVENT } from "./edit-event";
import { MessageActions } from "./message-actions";
import { MessageText } from "./message-text";
import { ReactionRow } from "./reaction-row";
import { useLongPress } from "./use-long-press";

/** Brought where one is edited, or carries something. */
const EditMessage = dynamic(
  untilLoaded(() => import("./edit-message").then((part) => part.EditMessage)),
  { ssr: false },
);
const MessageFiles = dynamic(
  untilLoaded(() => import("./files/message-files").then((part) => part.MessageFiles)),
);
/** Few conversations have one. */
const PostedReport = dynamic(untilLoaded(() => import("./posted-report").then((one) => one.PostedReport)));

const VoiceMessage = dynamic(
  untilLoaded(() => import("./voice/voice-message").then((part) => part.VoiceMessage)),
);

const SAME_SENDER_MS = 5 * 60_000;

export type RowProps = {
  message: MessageDto;
  viewer: Viewer;
  /** Written by the same person just before: the face and name are not repeated. */
  follows: boolean;
  /** Pointed to by a citation or a link: marked for a moment. */
  highlighted: boolean;
  /** Stands elsewhere on the page already, where links and the composer find it. */
  isRepeated?: boolean;
  nameOf: (memberId: string) => string;
  /** Left out in a thread: threads have one level. */
  onReply?: (message: MessageDto) => void;
  onReact: (message: MessageDto, emoji: string, mine: boolean) => void;
  onEdit: (message: MessageDto, body: string) => Promise<void>;
  onDelete: (message: MessageDto) => void;
  onMarkUnread: (message: MessageDto) => void;
};

export const MessageRow = memo(function MessageRow(props: RowProps) {
  const { message, viewer, follows, highlighted } = props;
  const [editing, setEditing] = useState(false);
  const [menu, setMenu] = useState(false);
  const press = useLongPress(() => setMenu(true));
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
      id={props.isRepeated ? undefined : `m-${message.id}`}
      data-seq={props.isRepeated ? undefined : (message.seq ?? undefined)}
      aria-label={message.author.name}
      tabIndex={-1}
      {...press}
      className={cn(
        "group relative flex gap-3 px-5 py-1 transition-colors hover:bg-hover/50 max-md:px-4 pointer-coarse:select-none",
        follows ? "pt-0.5" : "mt-2",
        menu && "bg-hover/50",
        highlighted && "bg-mark/40 hover:bg-mark/40",
      )}
    >
      {follows ? (
        <div className="w-9 shrink-0 overflow-hidden pt-1 text-right text-muted text-xs opacity-0 group-hover:opacity-100">
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
            mayBeEmpty={message.files.length > 0}
            onCancel={() => setEditing(false)}
            onSave={async (body) => {
              await props.onEdit(message, body);
              setEditing(false);
            }}
          />
        ) : (
          <MessageBody message={message} viewer={viewer} onReply={props.onReply} />
        )}
        <ReactionRow
          message={message}
          myId={viewer.memberId}
          canReact={canReact(viewer, message)}
          nameOf={props.nameOf}
          onToggle={(emoji, mine) => props.onReact(message, emoji, mine)}
        />
        {message.deletedAt ? null : <TasksUnder message={message} />}
        <ThreadChip message={message} onOpen={props.onReply} />
      </div>
      {editing || message.deletedAt ? null : (
        <MessageActions {...props} open={menu} onOpenChange={setMenu} onStartEdit={() => setEditing(true)} />
      )}
    </article>
  );
});

/** Written by the same person within five minutes: face and name are not repeated. */
export function follows(before: MessageDto | undefined, message: MessageDto): boolean {
  if (!before || before.author.id !== message.author.id || before.type === "event") return false;
  return Date.parse(message.createdAt) - Date.parse(before.createdAt) < SAME_SENDER_MS;
}

function ThreadChip({ message, onOpen }: { message: MessageDto; onOpen: RowProps["onReply"] }) {
  if (!onOpen || message.replyCount === 0) return null;
  return (
    <Chip className="mt-1" onClick={() => onOpen(message)}>
      <MessageSquareText aria-hidden="true" className="size-3.5" />
      {t.message.replies(message.replyCount)}
    </Chip>
  );
}

function MessageHead({ message }: { message: MessageDto }) {
  return (
    <header className="flex items-baseline gap-2 pointer-coarse:pe-10">
      <span className="truncate font-semibold">{message.author.name}</span>
      {message.author.kind === "assistant" ? <Badge>{t.message.assistant}</Badge> : null}
      <span className="shrink-0 text-muted text-sm tabular-nums">
        <Time at={message.createdAt} show="clock" />
      </span>
    </header>
  );
}

function MessageBody({ message, viewer, onReply }: Pick<RowProps, "message" | "viewer" | "onReply">) {
  if (message.deletedAt) return <p className="text-muted italic">{t.message.deleted}</p>;
  if (message.type === "report") return <PostedReport message={message} viewer={viewer} onReply={onReply} />;
  if (message.role === "assistant") return <Answer message={message} viewer={viewer} />;
  return (
    <div>
      {message.body === "" ? null : (
        <MessageText body={message.body} mentions={message.mentions.map((one) => one.name)} />
      )}
      {message.recordingId ? (
        <VoiceMessage message={message} recordingId={message.recordingId} />
      ) : message.files.length > 0 ? (
        <MessageFiles files={message.files} />
      ) : null}
      {message.editedAt ? (
        <span className="text-muted text-xs">
          ({t.message.edited} <Time at={message.editedAt} />)
        </span>
      ) : null}
    </div>
  );
}
