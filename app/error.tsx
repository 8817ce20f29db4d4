"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { MarkIcon } from "@/components/ui/mark-icon";
import { t } from "@/lib/text/failing";

export default function PageError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <main id="content" className="flex min-h-dvh items-center justify-center">
      <EmptyState
        level={1}
        picture={<MarkIcon width={40} height={40} className="mx-auto text-faint" />}
        title={t.problem.failedTitle}
        action={
          <Button variant="primary" onClick={retry}>
            {t.common.tryAgain}
          </Button>
        }
      >
        {t.problem.failed}
      </EmptyState>
    </main>
  );
}
