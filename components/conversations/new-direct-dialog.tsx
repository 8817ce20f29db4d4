"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { conversationPath } from "@/components/shell/paths";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { postConversation } from "@/lib/conversations/client";
import { t } from "@/lib/text/catalogue";
import { PeoplePicker } from "./people-picker";
import { useWorkspace } from "./workspace-context";

type NewDirectDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Writes to one person, or to several: the one conversation of that set of people opens. */
export function NewDirectDialog({ open, onOpenChange }: NewDirectDialogProps) {
  const { people, me, workspace, sidebar } = useWorkspace();
  const router = useRouter();
  const [chosen, setChosen] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    try {
      const conversation = await postConversation(
        { workspace: workspace.slug },
        { kind: "direct", participantIds: chosen },
      );
      sidebar.put(conversation);
      setChosen([]);
      onOpenChange(false);
      router.push(conversationPath(workspace.slug, conversation));
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t.conversation.direct.title}
        footer={
          <Button variant="primary" busy={busy} disabled={chosen.length === 0} onClick={() => void start()}>
            {t.conversation.direct.submit}
          </Button>
        }
      >
        <PeoplePicker
          people={people.filter((person) => person.id !== me.memberId && person.kind === "person")}
          chosen={chosen}
          onChange={setChosen}
        />
      </DialogContent>
    </Dialog>
  );
}
