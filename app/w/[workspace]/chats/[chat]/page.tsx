import type { Metadata } from "next";
import { conversationTitle } from "@/components/conversations/conversation-name";
import { ConversationView } from "@/components/conversations/conversation-view";
import { TimelineSkeleton } from "@/components/messages/timeline-skeleton";
import { InBrowser } from "@/components/ui/in-browser";
import { loadConversation, parseSeq } from "@/lib/conversations/loaders";
import { loadChoices } from "@/lib/models/loaders";

type PageProps = {
  params: Promise<{ workspace: string; chat: string }>;
  searchParams: Promise<{ m?: string | string[] }>;
};

export async function generateMetadata({ params, searchParams }: PageProps): Promise<Metadata> {
  const { workspace, chat } = await params;
  const { conversation } = await loadConversation(workspace, chat, parseSeq((await searchParams).m));
  return { title: conversationTitle(conversation) };
}

export default async function ChatPage({ params, searchParams }: PageProps) {
  const { workspace, chat } = await params;
  const focusSeq = parseSeq((await searchParams).m);
  const loaded = await loadConversation(workspace, chat, focusSeq);
  const models = await loadChoices(workspace);
  return (
    <InBrowser fallback={<TimelineSkeleton />}>
      <ConversationView key={chat} {...loaded} focusSeq={focusSeq} models={models} />
    </InBrowser>
  );
}
