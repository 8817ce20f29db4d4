import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { MarkIcon } from "@/components/ui/mark-icon";
import { t } from "@/lib/text/catalogue";

export default function NotFound() {
  return (
    <main id="content" className="flex min-h-dvh items-center justify-center">
      <EmptyState
        level={1}
        picture={<MarkIcon width={40} height={40} className="mx-auto text-faint" />}
        title={t.problem.notFoundTitle}
        action={
          <Button asChild>
            <Link href="/">{t.common.backToStart}</Link>
          </Button>
        }
      >
        {t.problem.notFound}
      </EmptyState>
    </main>
  );
}
