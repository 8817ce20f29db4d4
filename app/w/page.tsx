import { redirect } from "next/navigation";
import { workspacePath } from "@/components/shell/paths";
import { loadMe } from "@/lib/users/loaders";

/** Leads to somebody's first workspace, or to the page that makes one. */
export default async function WorkspacesPage() {
  const { workspaces } = await loadMe("/w");
  const [first] = workspaces;
  redirect(first ? workspacePath(first.slug) : "/w/new");
}
