import type { Metadata } from "next";
import { SharedReport } from "@/components/recordings/shared/shared-report";
import { EmptyState } from "@/components/ui/empty-state";
import { loadSharedReport } from "@/lib/recordings/sharing/opening/loaders";
import { t } from "@/lib/text/listening";

// The token is in the address: it goes to no search engine, and to no place that a link here may lead to.
export const metadata: Metadata = {
  title: t.sharedReport.pageTitle,
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};

export default async function SharedPage({ params }: PageProps<"/shared/[token]">) {
  const { token } = await params;
  const shared = await loadSharedReport(token);
  if (shared) return <SharedReport token={token} shared={shared} />;
  return (
    <main id="content" className="flex min-h-dvh items-center justify-center">
      <EmptyState level={1} title={t.sharedReport.busyTitle}>
        {t.sharedReport.busy}
      </EmptyState>
    </main>
  );
}
