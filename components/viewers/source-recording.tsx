"use client";

import { useEffect, useState } from "react";
import { ChangedCard } from "@/components/citations/changed-card";
import { Compared } from "@/components/citations/compared";
import { saysToday } from "@/components/citations/says-today";
import { withoutSpeakers } from "@/components/citations/without-speakers";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { PlayerBar } from "@/components/recordings/player-bar";
import { ProvisionalNote } from "@/components/recordings/provisional-note";
import { Transcript } from "@/components/recordings/transcript";
import { usePlayer } from "@/components/recordings/use-player";
import { useSound } from "@/components/recordings/use-sound";
import { withNotes } from "@/components/recordings/with-notes";
import { fetchNotes, fetchRecording, fetchTranscript } from "@/lib/recordings/client";
import type { NoteDto } from "@/lib/recordings/notes/schema";
import type { RecordingWholeDto } from "@/lib/recordings/schema";
import type { TranscriptDto } from "@/lib/recordings/transcripts/schema";
import { t } from "@/lib/text/catalogue";
import type { Cited } from "./source-body";
import { ViewerProblem, ViewerSkeleton } from "./viewer-states";

type Found = { recording: RecordingWholeDto; transcript: TranscriptDto; notes: NoteDto[] };

/** Who wants to hear a moment wants to hear how it began. */
const BEFORE_MS = 2_000;

/** The cited second of a recording: it plays, the words are marked. */
export function SourceRecording({ citation }: { citation: Cited }) {
  const found = useCited(citation.sourceId);
  if (found === null) return <ViewerSkeleton />;
  if (found === "gone") return <ViewerProblem>{t.citation.gone}</ViewerProblem>;
  return <Cut found={found} citation={citation} />;
}

function Cut({ found, citation }: { found: Found; citation: Cited }) {
  const { recording, notes } = found;
  const { anchor, quote } = citation;
  const cited = anchor.kind === "time" ? { ...anchor, quote: withoutSpeakers(quote) } : null;
  const transcript = withNotes(found.transcript, notes, cited);
  const atMs = anchor.kind === "time" ? anchor.startMs : 0;
  const player = usePlayer({ startMs: Math.max(0, atMs - BEFORE_MS), plays: true });
  const sound = useSound(recording);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PlayerBar player={player} {...sound} />
      <Corrected transcript={transcript} citation={citation} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <ProvisionalNote transcript={transcript} recordedBy={recording.createdBy} />
        <Transcript
          transcript={transcript}
          nowMs={player.isPlaying ? player.nowMs : null}
          marked={{ atMs, quote }}
          onPlay={(ms) => player.seek(ms, { play: true })}
          edits={null}
        />
      </div>
    </div>
  );
}

/** Says that the words were corrected since, with both side by side. */
function Corrected({ transcript, citation }: { transcript: TranscriptDto; citation: Cited }) {
  const { anchor, quote } = citation;
  if (anchor.kind !== "time" || quote === "") return null;
  const said = transcript.segments.filter(
    ({ hidden, startMs, endMs }) => hidden === null && startMs <= anchor.endMs && endMs >= anchor.startMs,
  );
  const today = saysToday(said.map(({ text }) => text).join(" "), withoutSpeakers(quote));
  if (today.kind === "same") return null;
  return (
    <div className="shrink-0 border-line border-b p-3">
      <ChangedCard title={t.citation.correctedSince}>
        <Compared
          before={withoutSpeakers(quote)}
          now={today.kind === "other" ? today.sentence : null}
          className="mt-2"
        />
      </ChangedCard>
    </div>
  );
}

function useCited(recordingId: string): Found | "gone" | null {
  const { workspace } = useWorkspace();
  const [found, setFound] = useState<Found | "gone" | null>(null);
  useEffect(() => {
    let current = true;
    const place = { workspace: workspace.slug, recordingId };
    Promise.all([fetchRecording(place), fetchTranscript(place), fetchNotes(place)])
      .then(([recording, transcript, { items }]) => {
        if (current) setFound({ recording, transcript, notes: items });
      })
      .catch(() => current && setFound("gone"));
    return () => {
      current = false;
    };
  }, [workspace.slug, recordingId]);
  return found;
}
