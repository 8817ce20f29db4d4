"use client";

import { useRouter } from "next/navigation";
import { workspacePath } from "@/components/shell/paths";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { ConfirmDialog } from "@/components/workspaces/confirm-dialog";
import { deleteConversation, restoreConversation } from "@/lib/conversations/client";
import type { ConversationDto } from "@/lib/conversations/schema";
import { t } from "@/lib/text/catalogue";
import { conversationTitle } from "./conversation-name";
import { useWorkspace } from "./workspace-context";

type DeleteDialogProps = {
  conversation: ConversationDto;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Deletes a channel or a chat for everybody in it, and offers to take that back. */
export function DeleteDialog({ conversation, open, onOpenChange }: DeleteDialogProps) {
  const { workspace, sidebar } = useWorkspace();
  const router = useRouter();
  const place = { workspace: workspace.slug, conversationId: conversation.id };
  const title = conversationTitle(conversation);
  const undo = async () => {
    try {
      sidebar.put(await restoreConversation(place));
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t.conversation.deleteTitle(title)}
      detail={t.conversation.deleteDetail}
      confirm={t.conversation.delete}
      onConfirm={async () => {
        await deleteConversation(place);
        sidebar.drop(conversation.id);
        router.push(workspacePath(workspace.slug));
        toast({
          message: t.conversation.deletedToast(title),
          action: { label: t.common.undo, onSelect: () => void undo() },
        });
      }}
    />
  );
}
