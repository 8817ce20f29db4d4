"use client";

import { useReadingThread } from "@/components/conversations/use-conversation-live";
import { useConversation, useWorkspace } from "@/components/conversations/workspace-context";
import { Separator } from "@/components/ui/separator";
import { Skeleton } from "@/components/ui/skeleton";
import type { Viewer } from "@/lib/conversations/rules";
import type { MessageDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/catalogue";
import { FileDrop } from "./attachments/file-drop";
import { Composer } from "./composer";
import { startsEdit } from "./edit-event";
import { follows, MessageRow } from "./message-row";
import { UnsentRow } from "./unsent-row";
import { useMessageActions } from "./use-message-actions";

type ThreadProps = { conversationId: string; parentId: string; viewer: Viewer };

/** A message with its replies, beside the conversation. Whoever opens it has asked the store for the replies. */
export function Thread({ conversationId, parentId, viewer }: ThreadProps) {
  const { conversation, me, nameOf } = useWorkspace();
  const store = conversation(conversationId);
  const parent = useConversation(conversationId, ({ timeline }) =>
    timeline.messages.find((one) => one.id === parentId),
  );
  const stored = useConversation(conversationId, ({ timeline }) => timeline.threads[parentId]);
  const acknowledged = useConversation(conversationId, (state) => state.acknowledged);
  const unsent = useConversation(conversationId, (state) => state.unsent);
  const actions = useMessageActions(conversationId);
  const replies = withAcknowledged(stored ?? [], acknowledged, parentId);
  useReadingThread(conversationId, parentId, replies.at(-1)?.replySeq ?? 0);
  const row = { viewer, highlighted: false, nameOf, ...actions };
  if (!parent) return null;
  return (
    <FileDrop
      composer={viewer.participantRole ? composerOf(parentId) : null}
      name={t.message.thread}
      className="flex min-h-full flex-col"
    >
      <div role="log" aria-label={t.message.thread} className="flex-1 pt-2 pb-4">
        <MessageRow {...row} message={parent} follows={false} isRepeated />
        <Separator className="px-5 pt-4 pb-1 max-md:px-4">{t.message.replies(parent.replyCount)}</Separator>
        {stored ? null : <ThreadSkeleton />}
        {replies.map((reply, at) => (
          <MessageRow
            key={reply.clientId}
            {...row}
            message={reply}
            follows={follows(replies[at - 1], reply)}
          />
        ))}
        {unsent
          .filter((item) => item.parentId === parentId)
          .map((item) => (
            <UnsentRow
              key={item.clientId}
              item={item}
              me={me}
              onRetry={(clientId) => store.sender.retry(clientId)}
              onDiscard={(clientId) => store.sender.discard(clientId)}
            />
          ))}
      </div>
      {viewer.participantRole ? (
        <Reply conversationId={conversationId} parentId={parentId} replies={replies} />
      ) : null}
    </FileDrop>
  );
}

/** Its draft is kept beside the conversation's own. */
const composerOf = (parentId: string) => `thread:${parentId}`;

type ReplyProps = { conversationId: string; parentId: string; replies: MessageDto[] };

function Reply({ conversationId, parentId, replies }: ReplyProps) {
  const { conversation, people, me } = useWorkspace();
  return (
    <div className="sticky bottom-0 bg-raised pt-2">
      <Composer
        key={parentId}
        autoFocus
        conversationId={composerOf(parentId)}
        speaksTo={{ conversationId, parentId }}
        name={t.message.thread}
        placeholder={t.message.compose.reply}
        people={people.filter((person) => person.id !== me.memberId)}
        recentIds={[...new Set(replies.map((one) => one.author.id).reverse())]}
        onTyping={() => undefined}
        onEditLast={() => startsEdit(me.memberId, replies)}
        onSend={(body, files) => void conversation(conversationId).sender.add(body, parentId, files)}
      />
    </div>
  );
}

/** A reply that is stored and whose event is still on its way stands in its place already. */
function withAcknowledged(
  replies: MessageDto[],
  acknowledged: Record<string, MessageDto>,
  parentId: string,
): MessageDto[] {
  const known = new Set(replies.map((one) => one.clientId));
  const added = Object.values(acknowledged).filter(
    (one) => one.parentId === parentId && !known.has(one.clientId),
  );
  return [...replies, ...added].sort((a, b) => (a.replySeq ?? 0) - (b.replySeq ?? 0));
}

function ThreadSkeleton() {
  return (
    <div className="grid gap-3 px-5 py-3 max-md:px-4">
      <Skeleton className="h-10" />
      <Skeleton className="h-10 w-4/5" />
    </div>
  );
}
