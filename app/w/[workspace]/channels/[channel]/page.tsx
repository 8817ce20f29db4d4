import type { Metadata } from "next";
import { conversationTitle } from "@/components/conversations/conversation-name";
import { ConversationView } from "@/components/conversations/conversation-view";
import { TimelineSkeleton } from "@/components/messages/timeline-skeleton";
import { InBrowser } from "@/components/ui/in-browser";
import { loadConversation, parseSeq } from "@/lib/conversations/loaders";

type PageProps = {
  params: Promise<{ workspace: string; channel: string }>;
  searchParams: Promise<{ m?: string | string[] }>;
};

export async function generateMetadata({ params, searchParams }: PageProps): Promise<Metadata> {
  const { workspace, channel } = await params;
  const { conversation } = await loadConversation(workspace, channel, parseSeq((await searchParams).m));
  return { title: conversationTitle(conversation) };
}

export default async function ChannelPage({ params, searchParams }: PageProps) {
  const { workspace, channel } = await params;
  const focusSeq = parseSeq((await searchParams).m);
  const loaded = await loadConversation(workspace, channel, focusSeq);
  return (
    <InBrowser fallback={<TimelineSkeleton />}>
      <ConversationView key={channel} {...loaded} focusSeq={focusSeq} />
    </InBrowser>
  );
}
