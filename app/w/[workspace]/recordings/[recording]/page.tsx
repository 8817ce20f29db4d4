import type { Metadata } from "next";
import { DemoSoundProvider } from "@/components/recordings/demo-sound";
import { RecordingPage } from "@/components/recordings/recording-page";
import { RecordingsSkeleton } from "@/components/recordings/recordings-skeleton";
import { InBrowser } from "@/components/ui/in-browser";
import { loadDemoSound } from "@/lib/demo/loaders";
import { loadRecording } from "@/lib/recordings/loaders";
import { loadSuggestions } from "@/lib/tasks/suggestions/loaders";

type PageProps = {
  params: Promise<{ workspace: string; recording: string }>;
  searchParams: Promise<{ at?: string | string[] }>;
};

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { workspace, recording } = await params;
  return { title: (await loadRecording(workspace, recording)).recording.title };
}

export default async function OneRecordingPage({ params, searchParams }: PageProps) {
  const { workspace, recording } = await params;
  const { at } = await searchParams;
  const atMs = typeof at === "string" && /^\d{1,9}$/.test(at) ? Number(at) : null;
  const loaded = await loadRecording(workspace, recording);
  return (
    <InBrowser fallback={<RecordingsSkeleton />}>
      <DemoSoundProvider sound={await loadDemoSound(workspace, recording)}>
        <RecordingPage
          key={recording}
          loaded={loaded}
          suggested={await loadSuggestions(workspace, loaded.recording.recordingId)}
          atMs={atMs}
        />
      </DemoSoundProvider>
    </InBrowser>
  );
}
