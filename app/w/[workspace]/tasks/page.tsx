import type { Metadata } from "next";
import { Tasks } from "@/components/tasks/tasks";
import { loadTasks } from "@/lib/tasks/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.task.title };

type PageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ filter?: string | string[] }>;
};

export default async function TasksPage({ params, searchParams }: PageProps) {
  const filter = (await searchParams).filter === "done" ? "done" : "open";
  const tasks = await loadTasks((await params).workspace, filter);
  return <Tasks key={filter} tasks={tasks} filter={filter} />;
}
