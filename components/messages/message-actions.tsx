"use client";

import { Copy, EyeOff, Link2, MoreHorizontal, Pencil, SmilePlus, Trash2 } from "lucide-react";
import { useState } from "react";
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
import { t } from "@/lib/text/catalogue";
import { EmojiPicker } from "./emoji-picker";
import type { RowProps } from "./message-row";

type MessageActionsProps = RowProps & { onStartEdit: () => void };

/** What can be done with a message: on hover, on focus, and on a phone behind its one button. */
export function MessageActions({
  message,
  viewer,
  onStartEdit,
  onReact,
  onDelete,
  onMarkUnread,
}: MessageActionsProps) {
  const [open, setOpen] = useState(false);
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    toast({ message: t.common.copied });
  };
  return (
    <div
      className={cn(
        "absolute -top-3 right-4 flex rounded-md border border-line bg-raised p-0.5 opacity-0 transition-opacity",
        "focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:static pointer-coarse:border-0 pointer-coarse:bg-transparent pointer-coarse:opacity-100",
        open && "opacity-100",
      )}
    >
      {canReact(viewer, message) ? (
        <span className="pointer-coarse:hidden">
          <EmojiPicker
            onOpenChange={setOpen}
            onPick={(emoji) => onReact(message, emoji, false)}
            trigger={
              <IconButton label={t.message.react} size="sm">
                <SmilePlus />
              </IconButton>
            }
          />
        </span>
      ) : null}
      <DropdownMenu open={open} onOpenChange={setOpen}>
        <DropdownMenuTrigger asChild>
          <IconButton label={t.common.more} size="sm">
            <MoreHorizontal />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {canReact(viewer, message)
            ? ["👍", "❤️", "🎉"].map((emoji) => (
                <DropdownMenuItem key={emoji} onSelect={() => onReact(message, emoji, false)}>
                  <span aria-hidden="true">{emoji}</span> {t.message.react}
                </DropdownMenuItem>
              ))
            : null}
          <DropdownMenuItem onSelect={() => void copy(message.body)}>
            <Copy /> {t.message.copyText}
          </DropdownMenuItem>
          <DropdownMenuItem
            onSelect={() => void copy(`${location.origin}${location.pathname}?m=${message.seq}`)}
          >
            <Link2 /> {t.message.copyLink}
          </DropdownMenuItem>
          {message.seq !== null && viewer.participantRole !== null ? (
            <DropdownMenuItem onSelect={() => onMarkUnread(message)}>
              <EyeOff /> {t.message.markUnread}
            </DropdownMenuItem>
          ) : null}
          {canEdit(viewer, message) || canDelete(viewer, message) ? <DropdownMenuSeparator /> : null}
          {canEdit(viewer, message) ? (
            <DropdownMenuItem onSelect={onStartEdit}>
              <Pencil /> {t.message.edit}
            </DropdownMenuItem>
          ) : null}
          {canDelete(viewer, message) ? (
            <DropdownMenuItem danger onSelect={() => onDelete(message)}>
              <Trash2 /> {t.message.delete}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
