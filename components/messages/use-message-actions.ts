"use client";

import { useMemo } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { putRead } from "@/lib/conversations/client";
import {
  patchMessage,
  putReaction,
  removeMessage,
  removeReaction,
  restoreMessage,
} from "@/lib/messages/client";
import type { MessageDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/talk";

/** What the rows of a timeline do. A reaction shows at once and is taken back when the server refuses it. */
export function useMessageActions(conversationId: string) {
  const { workspace, conversation, sidebar, me } = useWorkspace();
  return useMemo(() => {
    const store = conversation(conversationId);
    const place = { workspace: workspace.slug };
    return {
      async onReact(message: MessageDto, emoji: string, mine: boolean): Promise<void> {
        const before = message.reactions;
        store.patch(message.id, (one) => ({
          ...one,
          reactions: toggled(one.reactions, emoji, me.memberId, mine),
        }));
        const change = mine ? removeReaction : putReaction;
        await change({ ...place, messageId: message.id, emoji }).catch((error: unknown) => {
          store.patch(message.id, (one) => ({ ...one, reactions: before }));
          tellFailure(error);
        });
      },
      async onEdit(message: MessageDto, body: string): Promise<void> {
        const edited = await patchMessage({ ...place, messageId: message.id }, body);
        store.patch(message.id, () => edited);
      },
      async onDelete(message: MessageDto): Promise<void> {
        const undo = async () => {
          try {
            const restored = await restoreMessage({ ...place, messageId: message.id });
            store.patch(message.id, () => restored);
          } catch (error) {
            tellFailure(error);
          }
        };
        try {
          await removeMessage({ ...place, messageId: message.id });
          toast({
            message: t.message.deletedToast,
            action: { label: t.common.undo, onSelect: () => void undo() },
          });
        } catch (error) {
          tellFailure(error);
        }
      },
      async onMarkUnread(message: MessageDto): Promise<void> {
        if (message.seq === null) return;
        try {
          const { lastReadSeq, mentions } = await putRead(
            { ...place, conversationId },
            { seq: message.seq - 1 },
          );
          sidebar.setRead(conversationId, lastReadSeq, mentions);
        } catch (error) {
          tellFailure(error);
        }
      },
    };
  }, [conversation, conversationId, me.memberId, sidebar, workspace.slug]);
}

function toggled(
  reactions: MessageDto["reactions"],
  emoji: string,
  memberId: string,
  mine: boolean,
): MessageDto["reactions"] {
  const known = reactions.some((one) => one.emoji === emoji);
  const next = known ? reactions : [...reactions, { emoji, memberIds: [] }];
  return next
    .map((one) => {
      if (one.emoji !== emoji) return one;
      const rest = one.memberIds.filter((id) => id !== memberId);
      return { ...one, memberIds: mine ? rest : [...rest, memberId] };
    })
    .filter((one) => one.memberIds.length > 0);
}
