import type { Metadata } from "next";
import { Inbox } from "@/components/inbox/inbox";
import { loadInbox } from "@/lib/inbox/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.inbox.title };

type PageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ filter?: string | string[] }>;
};

export default async function InboxPage({ params, searchParams }: PageProps) {
  const filter = (await searchParams).filter === "all" ? "all" : "open";
  const loaded = await loadInbox((await params).workspace, filter);
  return <Inbox key={filter} loaded={loaded} filter={filter} />;
}
