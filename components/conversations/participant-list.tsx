"use client";

import { X } from "lucide-react";
import { tellFailure } from "@/components/shell/tell";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { List, ListRow } from "@/components/ui/list";
import { removeParticipant } from "@/lib/conversations/client";
import { canManage } from "@/lib/conversations/rules";
import type { ConversationDto } from "@/lib/conversations/schema";
import { t } from "@/lib/text/catalogue";
import { useConversation, useSidebar, useWorkspace } from "./workspace-context";

/** Who is in a conversation, and who of them is here. */
export function ParticipantList({ conversation }: { conversation: ConversationDto }) {
  const { me, workspace } = useWorkspace();
  const participants = useConversation(conversation.id, (state) => state.timeline.participants);
  const online = useSidebar((state) => state.online);
  const viewer = { memberId: me.memberId, role: me.role, participantRole: conversation.role };
  const remove = (memberId: string) =>
    removeParticipant({ workspace: workspace.slug, conversationId: conversation.id, memberId }).catch(
      tellFailure,
    );
  return (
    <List className="p-3">
      {participants.map((one) => (
        <ListRow
          key={one.memberId}
          lead={
            <Avatar
              id={one.memberId}
              name={one.name}
              kind={one.kind}
              size="sm"
              online={online[one.memberId] ?? one.online}
            />
          }
          title={one.name}
          detail={(online[one.memberId] ?? one.online) ? t.shell.online : null}
          trail={
            <>
              {one.kind === "assistant" ? <Badge>{t.message.assistant}</Badge> : null}
              {one.role === "admin" ? <Badge>{t.conversation.admin}</Badge> : null}
              {canManage(viewer, conversation) && one.memberId !== me.memberId && one.kind === "person" ? (
                <IconButton
                  label={t.conversation.remove(one.name)}
                  size="xs"
                  onClick={() => void remove(one.memberId)}
                >
                  <X />
                </IconButton>
              ) : null}
            </>
          }
        />
      ))}
    </List>
  );
}
