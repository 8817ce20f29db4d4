"use client";

import { SmilePlus } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { Tooltip } from "@/components/ui/tooltip";
import type { MessageDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/talk";
import { EmojiPicker } from "./emoji-picker";

type ReactionRowProps = {
  message: MessageDto;
  myId: string;
  canReact: boolean;
  nameOf: (memberId: string) => string;
  onToggle: (emoji: string, mine: boolean) => void;
};

/** The reactions under a message: one per person and emoji, toggled by a press, with who reacted. */
export function ReactionRow({ message, myId, canReact, nameOf, onToggle }: ReactionRowProps) {
  if (message.reactions.length === 0) return null;
  return (
    <div className="mt-1 flex flex-wrap items-center gap-1.5">
      {message.reactions.map(({ emoji, memberIds }) => {
        const mine = memberIds.includes(myId);
        const names = memberIds.map(nameOf).join(", ");
        return (
          <Tooltip key={emoji} label={names}>
            <Chip pressed={mine} disabled={!canReact} onClick={() => onToggle(emoji, mine)}>
              <span aria-hidden="true">{emoji}</span>
              <span className="tabular-nums">{memberIds.length}</span>
              <span className="sr-only">{t.message.reaction(emoji, names)}</span>
            </Chip>
          </Tooltip>
        );
      })}
      {canReact ? (
        <EmojiPicker
          onPick={(emoji) => onToggle(emoji, false)}
          trigger={
            <IconButton
              label={t.message.addReaction}
              size="xs"
              className="opacity-0 transition-opacity focus-visible:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
            >
              <SmilePlus />
            </IconButton>
          }
        />
      ) : null}
    </div>
  );
}
