import { EmptyState } from "@/components/ui/empty-state";
import { MarkIcon } from "@/components/ui/mark-icon";
import { t } from "@/lib/text/listening";

export default function SharedNotFound() {
  return (
    <main id="content" className="flex min-h-dvh items-center justify-center">
      <EmptyState
        level={1}
        picture={<MarkIcon width={40} height={40} className="mx-auto text-faint" />}
        title={t.sharedReport.endedTitle}
      >
        {t.sharedReport.ended}
      </EmptyState>
    </main>
  );
}
