"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { askAboutPath } from "@/components/shell/paths";

/** Goes where a question about one document is asked: a new AI chat that looks nowhere else. */
export function useAskAbout() {
  const { workspace } = useWorkspace();
  const router = useRouter();
  return ({ id }: { id: string }) => router.push(askAboutPath(workspace.slug, id));
}
