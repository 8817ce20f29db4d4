import type { Metadata } from "next";
import { Recordings } from "@/components/recordings/recordings";
import { RecordingsSkeleton } from "@/components/recordings/recordings-skeleton";
import { InBrowser } from "@/components/ui/in-browser";
import { loadRecordings } from "@/lib/recordings/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.recording.title };

export default async function RecordingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  return (
    <InBrowser fallback={<RecordingsSkeleton />}>
      <Recordings recordings={await loadRecordings((await params).workspace)} />
    </InBrowser>
  );
}
