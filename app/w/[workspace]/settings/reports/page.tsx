import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { TemplatesPage } from "@/components/recordings/templates/templates-page";
import { accountPath } from "@/components/shell/paths";
import { loadTemplates } from "@/lib/recordings/templates/loaders";
import { t } from "@/lib/text/catalogue";
import { loadWorkspace } from "@/lib/workspaces/loaders";

export const metadata: Metadata = { title: t.template.page.title };

type PageProps = { params: Promise<{ workspace: string }> };

export default async function ReportSettingsPage({ params }: PageProps) {
  const { workspace: slug } = await params;
  const { me } = await loadWorkspace(slug);
  if (me.role === "guest") redirect(accountPath(slug));
  return <TemplatesPage loaded={await loadTemplates(slug)} />;
}
