import type { Metadata } from "next";
import { FeedbackCard } from "@/components/citations/feedback-card";
import { DocumentsStatusCard } from "@/components/documents/documents-status-card";
import { HealthCard } from "@/components/documents/health-card";
import { RetrievalRoom } from "@/components/search/retrieval-room";
import { loadIndexHealth, loadLibrary } from "@/lib/documents/loaders";
import { loadFeedback } from "@/lib/messages/feedback/loaders";
import { loadPins } from "@/lib/sources/pins/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.library.health.title };

export default async function KnowledgePage({ params }: PageProps<"/w/[workspace]/admin/knowledge">) {
  const { workspace: slug } = await params;
  const [health, { documents }, pins, feedback] = await Promise.all([
    loadIndexHealth(slug),
    loadLibrary(slug),
    loadPins(slug),
    loadFeedback(slug),
  ]);
  return (
    <>
      <HealthCard slug={slug} health={health} />
      <DocumentsStatusCard slug={slug} newest={documents} />
      <RetrievalRoom slug={slug} pins={pins} />
      <FeedbackCard slug={slug} feedback={feedback} />
    </>
  );
}
