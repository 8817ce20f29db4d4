"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { t } from "@/lib/text/failing";
import "./globals.css";

/** In the place of the root layout when that itself fails. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <main id="content" className="flex min-h-dvh items-center justify-center">
          <EmptyState
            level={1}
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
      </body>
    </html>
  );
}
