"use client";

import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { writeDraft } from "@/components/messages/draft";
import { askPath } from "@/components/shell/paths";
import { t } from "@/lib/text/catalogue";

/** Goes where a question is asked, with a beginning that names the document: its title counts when passages are looked for. */
export function useAskAbout() {
  const { workspace } = useWorkspace();
  const router = useRouter();
  return ({ title }: { title: string }) => {
    writeDraft("ask", t.library.askDraft(title));
    router.push(askPath(workspace.slug));
  };
}
