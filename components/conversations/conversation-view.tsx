"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FileDrop } from "@/components/messages/attachments/file-drop";
import { Composer } from "@/components/messages/composer";
import { startsEdit } from "@/components/messages/edit-event";
import { QuotesNote } from "@/components/messages/quotes-note";
import { Timeline } from "@/components/messages/timeline";
import { TypingLine } from "@/components/messages/typing-line";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { untilLoaded } from "@/components/ui/until-loaded";
import { archiveConversation, joinConversation } from "@/lib/conversations/client";
import { canManage } from "@/lib/conversations/rules";
import type { ConversationDto } from "@/lib/conversations/schema";
import type { LoadedChoices } from "@/lib/models/schema";
import { t } from "@/lib/text/talk";
import { ConversationHeader } from "./conversation-header";
import { conversationName, conversationTitle } from "./conversation-name";
import type { Snapshot } from "./conversation-store";
import { type ChosenScope, rememberScope, scopeOfChat } from "./scopes";
import { useConversationLive, useReading, useTyping } from "./use-conversation-live";
import { useConversation, useWorkspace } from "./workspace-context";

/** Of AI chats alone: a channel brings neither. */
const ModelPicker = dynamic(
  untilLoaded(() => import("@/components/models/model-picker").then((part) => part.ModelPicker)),
);
const ScopePicker = dynamic(untilLoaded(() => import("./scope-picker").then((part) => part.ScopePicker)));

type ConversationViewProps = {
  conversation: ConversationDto;
  snapshot: Snapshot;
  focusSeq: number | null;
  /** What an AI chat may choose from. */
  models?: LoadedChoices;
};

/** A conversation on screen: header, timeline, who types, composer. The server's snapshot is merged into the store, which wins. */
export function ConversationView({ conversation, snapshot, focusSeq, models }: ConversationViewProps) {
  const { conversation: storeOf, me } = useWorkspace();
  const { id } = conversation;
  const [readSeq] = useState(conversation.lastReadSeq);
  useState(() => storeOf(id).hydrate(snapshot));
  useConversationLive(id);
  const reading = useReading(id, conversation.joined);
  const title = useTitle(conversation);
  const archivedAt = useArchivedAt(conversation);
  const viewer = { memberId: me.memberId, role: me.role, participantRole: conversation.role };
  return (
    <FileDrop
      composer={conversation.joined && conversation.kind !== "chat" && !archivedAt ? id : null}
      name={title}
      className="flex h-full min-h-0 flex-col"
    >
      <ConversationHeader
        conversation={conversation}
        aside={models ? <ModelPicker conversation={conversation} models={models} /> : null}
      />
      <Timeline
        conversationId={id}
        viewer={viewer}
        name={title}
        readSeq={readSeq}
        focusSeq={focusSeq}
        onAtBottom={reading.onAtBottom}
      />
      <TypingLine conversationId={id} />
      <QuotesNote conversationId={id} />
      <Writing conversation={conversation} />
    </FileDrop>
  );
}

/** How the conversation is spoken of, also after it was renamed or an AI chat was given its title. */
function useTitle(conversation: ConversationDto): string {
  const name = useConversation(conversation.id, (state) => state.timeline.conversation?.name);
  return conversationTitle({ ...conversation, name: name ?? conversation.name });
}

function useArchivedAt(conversation: ConversationDto): string | null {
  return useConversation(
    conversation.id,
    (state) => (state.timeline.conversation ?? conversation).archivedAt,
  );
}

/** The composer, or why one cannot write here and what to do about it. */
function Writing({ conversation }: { conversation: ConversationDto }) {
  const { me } = useWorkspace();
  const archivedAt = useArchivedAt(conversation);
  if (archivedAt) {
    const viewer = { memberId: me.memberId, role: me.role, participantRole: conversation.role };
    return (
      <Archived conversation={conversation} canReopen={canManage(viewer, { ...conversation, archivedAt })} />
    );
  }
  if (!conversation.joined) return <JoinBar conversation={conversation} />;
  return <Write conversation={conversation} />;
}

function Write({ conversation }: { conversation: ConversationDto }) {
  const { conversation: storeOf, people, me } = useWorkspace();
  const store = storeOf(conversation.id);
  const onTyping = useTyping(conversation.id);
  const recentIds = useRecentAuthors(conversation.id);
  const title = useTitle(conversation);
  const [chosen, setChosen] = useState(() => scopeOfChat(conversation.id));
  const composer = (
    <Composer
      conversationId={conversation.id}
      name={title}
      placeholder={
        conversation.kind === "chat" ? t.message.compose.ask : t.message.compose.placeholder(title)
      }
      people={people.filter((person) => person.id !== me.memberId)}
      recentIds={recentIds}
      onTyping={onTyping}
      onEditLast={() => startsEdit(me.memberId, store.timeline.messages)}
      takesNoFiles={conversation.kind === "chat"}
      {...(conversation.kind === "chat" ? {} : { speaksTo: { conversationId: conversation.id } })}
      onSend={(body, files) => {
        if (conversation.kind === "chat") void store.ask(body, chosen.scope);
        else store.sender.add(body, null, files);
      }}
    />
  );
  if (conversation.kind !== "chat") return composer;
  const choose = (scope: ChosenScope) => {
    setChosen(scope);
    rememberScope(conversation.id, scope);
  };
  return (
    <>
      <div className="px-3 pt-1">
        <ScopePicker chosen={chosen} onChoose={choose} />
      </div>
      {composer}
    </>
  );
}

function useRecentAuthors(conversationId: string): string[] {
  const messages = useConversation(conversationId, (state) => state.timeline.messages);
  return [...new Set(messages.map((one) => one.author.id).reverse())].slice(0, 20);
}

function JoinBar({ conversation }: { conversation: ConversationDto }) {
  const { workspace, sidebar } = useWorkspace();
  const router = useRouter();
  const join = async () => {
    try {
      sidebar.put(await joinConversation({ workspace: workspace.slug, conversationId: conversation.id }));
      router.refresh();
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-line border-t px-5 py-4">
      <p className="text-muted">{t.message.compose.joinFirst(`#${conversationName(conversation)}`)}</p>
      <Button variant="primary" onClick={() => void join()}>
        {t.message.compose.join}
      </Button>
    </div>
  );
}

function Archived({ conversation, canReopen }: { conversation: ConversationDto; canReopen: boolean }) {
  const { workspace } = useWorkspace();
  const router = useRouter();
  const reopen = async () => {
    await archiveConversation({ workspace: workspace.slug, conversationId: conversation.id }, false);
    router.refresh();
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-line border-t px-5 py-4">
      <p className="text-muted">{t.message.compose.archived}</p>
      {canReopen ? <Button onClick={() => void reopen()}>{t.message.compose.unarchive}</Button> : null}
    </div>
  );
}
