"use client";

import { createContext, type ReactNode, use } from "react";
import { Button } from "@/components/ui/button";
import type { DemoSound } from "@/lib/demo/samples/schema";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { useRecordingActions } from "./use-recording-actions";

const DemoSoundContext = createContext<DemoSound | null>(null);

/** Around a recording that came with the demo. */
export function DemoSoundProvider({ sound, children }: { sound: DemoSound | null; children: ReactNode }) {
  return <DemoSoundContext value={sound}>{children}</DemoSoundContext>;
}

/** Said of a recording whose voices are nobody's. */
export function VoicesNote() {
  return use(DemoSoundContext) ? <p className="text-muted text-sm">{t.recording.synthetic}</p> : null;
}

/** What an engine would have written down, in place of one. Nothing where there is none. */
export function UseSample({ recording }: { recording: RecordingDto }) {
  const sample = use(DemoSoundContext)?.transcript;
  const { importText } = useRecordingActions();
  if (!sample) return null;
  return (
    <Button variant="primary" onClick={() => void importText(recording, sample)}>
      {t.recording.useSample}
    </Button>
  );
}
