import type { Metadata } from "next";
import { RecorderPage } from "@/components/recordings/recorder/recorder-page";
import { RecordingsSkeleton } from "@/components/recordings/recordings-skeleton";
import { InBrowser } from "@/components/ui/in-browser";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.recorder.title };

type PageProps = { searchParams: Promise<{ in?: string | string[] }> };

export default async function NewRecordingPage({ searchParams }: PageProps) {
  const { in: conversationId } = await searchParams;
  return (
    <InBrowser fallback={<RecordingsSkeleton />}>
      <RecorderPage conversationId={typeof conversationId === "string" ? conversationId : null} />
    </InBrowser>
  );
}
