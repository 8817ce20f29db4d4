"use client";

import {
  CircleCheck,
  Copy,
  EyeOff,
  Link2,
  MessageSquareReply,
  MoreHorizontal,
  Pencil,
  SmilePlus,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import { makeTask } from "@/components/tasks/task-draft";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast-store";
import { canDelete, canEdit, canReact } from "@/lib/messages/rules";
import { canMakeTasks } from "@/lib/tasks/rules";
import { t } from "@/lib/text/talk";
import { EmojiPicker } from "./emoji-picker";
import type { RowProps } from "./message-row";

type MessageActionsProps = RowProps & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onStartEdit: () => void;
};

/** React, Reply, More: on hover, on focus, and on a phone behind the one button at the end of the name's line. */
export function MessageActions(props: MessageActionsProps) {
  const { message, viewer, follows, open, onOpenChange, onReact, onReply } = props;
  const [picking, setPicking] = useState(false);
  return (
    <div
      className={cn(
        "absolute -top-3 right-4 flex rounded-md border border-line bg-raised p-0.5 opacity-0 shadow-page transition-opacity",
        "focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:top-0 pointer-coarse:right-2 pointer-coarse:border-0 pointer-coarse:bg-transparent pointer-coarse:opacity-70 pointer-coarse:shadow-none",
        // On a phone a line that goes on has no room for the dots: a finger that rests on the text does the same.
        follows && "pointer-coarse:opacity-0",
        (open || picking) && "opacity-100",
      )}
    >
      {canReact(viewer, message) ? (
        <span className="pointer-coarse:hidden">
          <EmojiPicker
            onOpenChange={setPicking}
            onPick={(emoji) => onReact(message, emoji, false)}
            trigger={
              <IconButton label={t.message.react} size="sm">
                <SmilePlus />
              </IconButton>
            }
          />
        </span>
      ) : null}
      {onReply ? (
        <IconButton
          label={t.message.reply}
          size="sm"
          className="pointer-coarse:hidden"
          onClick={() => onReply(message)}
        >
          <MessageSquareReply />
        </IconButton>
      ) : null}
      <DropdownMenu open={open} onOpenChange={onOpenChange}>
        <DropdownMenuTrigger asChild>
          <IconButton label={t.common.more} size="sm">
            <MoreHorizontal />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="min-w-56">
          <MenuItems {...props} />
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}

function MenuItems({
  message,
  viewer,
  onStartEdit,
  onReact,
  onReply,
  onDelete,
  onMarkUnread,
}: MessageActionsProps) {
  const mayEdit = canEdit(viewer, message);
  const mayDelete = canDelete(viewer, message);
  return (
    <>
      {canReact(viewer, message) ? (
        <QuickReactions onPick={(emoji) => onReact(message, emoji, false)} />
      ) : null}
      {onReply ? (
        <DropdownMenuItem onSelect={() => onReply(message)}>
          <MessageSquareReply /> {t.message.replyInThread}
        </DropdownMenuItem>
      ) : null}
      {canMakeTasks(viewer) && message.body !== "" ? (
        <DropdownMenuItem
          onSelect={() => makeTask({ title: message.body, source: { messageId: message.id } })}
        >
          <CircleCheck /> {t.citation.makeTask}
        </DropdownMenuItem>
      ) : null}
      {message.body === "" ? null : (
        <DropdownMenuItem onSelect={() => void copy(message.body)}>
          <Copy /> {t.message.copyText}
        </DropdownMenuItem>
      )}
      {message.seq === null ? null : (
        <DropdownMenuItem
          onSelect={() => void copy(`${location.origin}${location.pathname}?m=${message.seq}`)}
        >
          <Link2 /> {t.message.copyLink}
        </DropdownMenuItem>
      )}
      {message.seq !== null && viewer.participantRole !== null ? (
        <DropdownMenuItem onSelect={() => onMarkUnread(message)}>
          <EyeOff /> {t.message.markUnread}
        </DropdownMenuItem>
      ) : null}
      {mayEdit || mayDelete ? <DropdownMenuSeparator /> : null}
      {mayEdit ? (
        <DropdownMenuItem onSelect={onStartEdit}>
          <Pencil /> {t.message.edit}
        </DropdownMenuItem>
      ) : null}
      {mayDelete ? (
        <DropdownMenuItem danger onSelect={() => onDelete(message)}>
          <Trash2 /> {t.message.delete}
        </DropdownMenuItem>
      ) : null}
    </>
  );
}

const QUICK = ["👍", "❤️", "🎉", "👀", "🙏", "✅"];

function QuickReactions({ onPick }: { onPick: (emoji: string) => void }) {
  return (
    <>
      <div className="flex justify-between">
        {QUICK.map((emoji) => (
          <DropdownMenuItem
            key={emoji}
            aria-label={t.message.reactWith(emoji)}
            className="size-9 justify-center p-0 text-lg pointer-coarse:size-11"
            onSelect={() => onPick(emoji)}
          >
            <span aria-hidden="true">{emoji}</span>
          </DropdownMenuItem>
        ))}
      </div>
      <DropdownMenuSeparator />
    </>
  );
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toast({ message: t.common.copied });
}
