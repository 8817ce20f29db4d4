import type { Metadata } from "next";
import { Inbox } from "@/components/messages/inbox";
import { loadInbox } from "@/lib/messages/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.conversation.inbox.title };

type PageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ filter?: string | string[] }>;
};

export default async function InboxPage({ params, searchParams }: PageProps) {
  const filter = (await searchParams).filter === "all" ? "all" : "open";
  const items = await loadInbox((await params).workspace, filter);
  return <Inbox key={filter} items={items} filter={filter} />;
}
