import { Home } from "@/components/conversations/home";
import { FiveMinutes } from "@/components/demo/five-minutes";
import { loadWorkspace } from "@/lib/workspaces/loaders";

type PageProps = { params: Promise<{ workspace: string }> };

/** On a wide screen: where to begin. On a phone the sidebar is this page. */
export default async function WorkspaceHome({ params }: PageProps) {
  const { isDemo } = await loadWorkspace((await params).workspace);
  return isDemo ? <FiveMinutes /> : <Home />;
}
