import type { Metadata } from "next";
import { Tasks } from "@/components/tasks/tasks";
import { loadTasks } from "@/lib/tasks/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.task.title };

type PageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ filter?: string | string[]; mine?: string | string[] }>;
};

export default async function TasksPage({ params, searchParams }: PageProps) {
  const { filter: asked, mine } = await searchParams;
  const filter = asked === "done" ? "done" : "open";
  const isMine = mine === "1";
  const loaded = await loadTasks((await params).workspace, { filter, isMine });
  return <Tasks key={`${filter} ${isMine}`} loaded={loaded} filter={filter} isMine={isMine} />;
}
