"use client";

import { useState } from "react";
import { conversationTitle } from "@/components/conversations/conversation-name";
import { PeoplePicker } from "@/components/conversations/people-picker";
import { useSidebar, useWorkspace } from "@/components/conversations/workspace-context";
import { Select } from "@/components/ui/select";
import { patchDocument } from "@/lib/documents/client";
import type { DocumentDto, DocumentVisibility, UpdateDocument } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { Choice } from "./choice";
import { FormDialog } from "./form-dialog";
import { libraryOf } from "./library-store";

const words = t.library.readers;

/** Who can read a document. Search and answers follow at once. */
export function ReadersDialog({ document, onClose }: { document: DocumentDto; onClose: () => void }) {
  const { workspace, me, people } = useWorkspace();
  const conversations = useSidebar((state) => state.conversations);
  const channels = Object.values(conversations).filter(({ kind }) => kind === "channel" || kind === "direct");
  const [visibility, setVisibility] = useState(document.visibility);
  const [conversationId, setConversation] = useState(document.conversationId ?? channels[0]?.id ?? "");
  const [others, setOthers] = useState(document.memberIds.filter((id) => id !== me.memberId));
  const save = async () => {
    const readers = readersOf({ visibility, conversationId, others });
    const place = { workspace: workspace.slug, documentId: document.id };
    libraryOf(workspace.slug).put(await patchDocument(place, readers));
  };
  const choice = (value: DocumentVisibility) => ({ value, chosen: visibility, onChoose: setVisibility });
  return (
    <FormDialog title={words.title} button={t.common.save} onSave={save} onClose={onClose}>
      {(errors) => (
        <fieldset className="grid gap-2">
          <legend className="sr-only">{words.title}</legend>
          <Choice
            {...choice("workspace")}
            label={words.workspace}
            hint={words.workspaceHint(workspace.name)}
          />
          <Choice {...choice("conversation")} label={words.conversation} hint={words.conversationHint}>
            <Select
              aria-label={words.choose}
              value={conversationId}
              onChange={(event) => setConversation(event.target.value)}
            >
              {channels.map((channel) => (
                <option key={channel.id} value={channel.id}>
                  {conversationTitle(channel)}
                </option>
              ))}
            </Select>
          </Choice>
          <Choice {...choice("private")} label={words.private} hint={words.privateHint}>
            <PeoplePicker
              people={people.filter(({ id, kind }) => id !== me.memberId && kind === "person")}
              chosen={others}
              onChange={setOthers}
            />
          </Choice>
          {(errors.visibility ?? errors.conversationId ?? errors.memberIds) ? (
            <p role="alert" className="text-danger text-sm">
              {errors.visibility ?? errors.conversationId ?? errors.memberIds}
            </p>
          ) : null}
        </fieldset>
      )}
    </FormDialog>
  );
}

type Chosen = { visibility: DocumentVisibility; conversationId: string; others: string[] };

function readersOf({ visibility, conversationId, others }: Chosen): UpdateDocument {
  if (visibility === "conversation") return { visibility, conversationId };
  return visibility === "private" ? { visibility, memberIds: others } : { visibility };
}
