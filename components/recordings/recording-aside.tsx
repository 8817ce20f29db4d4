"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { canImportTranscript } from "@/lib/recordings/rules";
import type { RecordingDto } from "@/lib/recordings/schema";
import type { TranscriptDto } from "@/lib/recordings/transcripts/schema";
import { t } from "@/lib/text/catalogue";
import { Glossary } from "./glossary";
import { ProvisionalNote } from "./provisional-note";
import { RemovedText } from "./removed-text";
import { RenameSpeaker } from "./rename-speaker";
import { ReplacedTranscript } from "./replaced-transcript";
import { Speaking } from "./speaking";
import { type Speaker, Transcript } from "./transcript";
import type { Corrections } from "./use-corrections";
import type { Player } from "./use-player";

type RecordingAsideProps = {
  transcript: TranscriptDto;
  recording: RecordingDto;
  player: Player;
  /** The moment that was asked for. */
  atMs: number | null;
  /** Null where the viewer changes nothing. */
  corrections: Corrections | null;
};

/** Beside the report: what was said, and how it came about. */
export function RecordingAside(props: RecordingAsideProps) {
  const { transcript, recording, player, atMs, corrections } = props;
  const { me } = useWorkspace();
  const { createdBy, kind } = recording;
  const imports = canImportTranscript(me, { kind, createdById: createdBy?.memberId ?? null });
  const [renamed, setRenamed] = useState<Speaker | null>(null);
  const play = (ms: number) => player.seek(ms, { play: true });
  return (
    <aside
      aria-label={t.recording.transcript.title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-y-auto bg-raised max-lg:absolute max-lg:inset-0 max-lg:z-10 lg:w-96 lg:shrink-0 lg:border-line lg:border-s"
    >
      <Tabs defaultValue="transcript">
        <div className="sticky top-0 z-10 border-line border-b bg-raised px-3 py-2">
          <TabsList>
            <TabsTrigger value="transcript">{t.recording.transcript.title}</TabsTrigger>
            <TabsTrigger value="details">{t.recording.details}</TabsTrigger>
          </TabsList>
        </div>
        <TabsContent value="transcript" tabIndex={-1}>
          <ProvisionalNote transcript={transcript} recordedBy={createdBy} />
          <Transcript
            transcript={transcript}
            nowMs={player.nowMs}
            marked={atMs === null ? null : { atMs, quote: null }}
            onPlay={play}
            edits={corrections && { corrections, onRename: setRenamed }}
          />
        </TabsContent>
        <TabsContent value="details" tabIndex={-1} className="grid gap-8 p-5">
          <Speaking transcript={transcript} durationMs={recording.durationMs ?? 0} />
          <RemovedText transcript={transcript} onPlay={play} onRestore={corrections?.restore ?? null} />
          {imports ? <ReplacedTranscript transcript={transcript} recording={recording} /> : null}
          {corrections ? <Glossary /> : null}
        </TabsContent>
      </Tabs>
      {renamed && corrections ? (
        <RenameSpeaker
          speaker={renamed}
          speakers={transcript.speakers}
          corrections={corrections}
          onClose={() => setRenamed(null)}
        />
      ) : null}
    </aside>
  );
}
