"use client";

import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { postParticipant } from "@/lib/conversations/client";
import type { ConversationDto } from "@/lib/conversations/schema";
import { t } from "@/lib/text/catalogue";
import { PeoplePicker } from "./people-picker";
import { useConversation, useWorkspace } from "./workspace-context";

type AddPeopleDialogProps = {
  conversation: ConversationDto;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function AddPeopleDialog({ conversation, open, onOpenChange }: AddPeopleDialogProps) {
  const { people, workspace } = useWorkspace();
  const inside = useConversation(conversation.id, (state) => state.timeline.participants);
  const [chosen, setChosen] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const outside = people.filter((person) => !inside.some((one) => one.memberId === person.id));
  const add = async () => {
    setBusy(true);
    try {
      for (const memberId of chosen) {
        await postParticipant({ workspace: workspace.slug, conversationId: conversation.id }, memberId);
      }
      setChosen([]);
      onOpenChange(false);
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t.conversation.addPeople}
        footer={
          <Button variant="primary" busy={busy} disabled={chosen.length === 0} onClick={() => void add()}>
            {t.conversation.addPeople}
          </Button>
        }
      >
        <PeoplePicker people={outside} chosen={chosen} onChange={setChosen} />
      </DialogContent>
    </Dialog>
  );
}
