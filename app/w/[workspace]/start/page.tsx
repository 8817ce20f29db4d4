import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FiveMinutes } from "@/components/demo/five-minutes";
import { t } from "@/lib/text/catalogue";
import { loadWorkspace } from "@/lib/workspaces/loaders";

export const metadata: Metadata = { title: t.demo.title };

/** The demo's card as a page of its own, for phones and for later. */
export default async function StartPage({ params }: PageProps<"/w/[workspace]/start">) {
  const { isDemo } = await loadWorkspace((await params).workspace);
  if (!isDemo) notFound();
  return <FiveMinutes />;
}
