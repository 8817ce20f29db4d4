import { EmptyState } from "@/components/ui/empty-state";
import { t } from "@/lib/text/catalogue";

/** On a wide screen: nothing chosen yet. On a phone the sidebar is this page. */
export default function WorkspaceHome() {
  return (
    <div className="flex h-full items-center justify-center max-md:hidden">
      <EmptyState title={t.conversation.home.emptyTitle}>{t.conversation.home.empty}</EmptyState>
    </div>
  );
}
