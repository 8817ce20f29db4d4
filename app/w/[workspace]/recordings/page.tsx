import type { Metadata } from "next";
import { Recordings } from "@/components/recordings/recordings";
import { loadRecordings } from "@/lib/recordings/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.recording.title };

export default async function RecordingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  return <Recordings recordings={await loadRecordings((await params).workspace)} />;
}
