"use client";

import { ChevronLeft, ScrollText } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { roomPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { ViewerProblem } from "@/components/viewers/viewer-states";
import type { LoadedRecording } from "@/lib/recordings/loaders";
import { canAddRecordings, isSoundComing } from "@/lib/recordings/rules";
import type { SuggestionDto } from "@/lib/tasks/suggestions/schema";
import { t } from "@/lib/text/catalogue";
import { VoicesNote } from "./demo-sound";
import { NoteComposer, Notes } from "./notes";
import { PlayerBar } from "./player-bar";
import { SoundComing } from "./recorder/sound-coming";
import { RecordingAside } from "./recording-aside";
import { RecordingMenu } from "./recording-menu";
import { RecordingState } from "./recording-state-note";
import { RecordingsHeard } from "./recordings-heard";
import { Report } from "./report";
import { ReportWriting } from "./report-writing";
import { PlannedTemplate } from "./templates/planned-template";
import { TemplatesLive } from "./templates/templates-live";
import { useCorrections } from "./use-corrections";
import { useNotes } from "./use-notes";
import { usePlayer, usePlayerKeys } from "./use-player";
import { useRecording } from "./use-recording";
import { useReport } from "./use-report";
import { useSound } from "./use-sound";
import { type Suggestions, useSuggestions } from "./use-suggestions";

type RecordingPageProps = {
  loaded: LoadedRecording;
  /** What became of the action items of its report. */
  suggested: SuggestionDto[];
  /** The moment to start just before, and to mark. */
  atMs: number | null;
};

/** A recording, live: the player, what came of it, notes that play, and the transcript beside them. */
export function RecordingPage({ loaded, suggested, atMs }: RecordingPageProps) {
  const { shown, reload: reloadRecording } = useRecording(loaded);
  const suggestions = useSuggestions(shown?.recording ?? loaded.recording, suggested);
  const { recordingId } = loaded.recording;
  const reload = async () => {
    await Promise.all([reloadRecording(), suggestions.reload()]);
  };
  return (
    <>
      <RecordingsHeard
        recordings={[loaded.recording]}
        onEvent={(event) => event.recordingId === recordingId && void reload()}
        onReady={() => void reload()}
      />
      <TemplatesLive onChange={() => void reload()} />
      {shown ? (
        <Shown shown={shown} suggestions={suggestions} atMs={atMs} reload={reload} />
      ) : (
        <ViewerProblem>{t.recording.gone}</ViewerProblem>
      )}
    </>
  );
}

type ShownProps = {
  shown: LoadedRecording;
  suggestions: Suggestions;
  atMs: number | null;
  reload: () => Promise<void>;
};

/** Who wants to hear a moment wants to hear how it began. */
const BEFORE_MS = 2_000;

function Shown({ shown, suggestions, atMs, reload }: ShownProps) {
  const { me } = useWorkspace();
  const { recording, report } = shown;
  const { recordingId, reportWriting: writing } = recording;
  const { transcript, corrections } = useCorrections({ recordingId, transcript: shown.transcript, reload });
  const player = usePlayer({ startMs: Math.max(0, (atMs ?? 0) - BEFORE_MS), plays: atMs !== null });
  const sound = useSound(recording);
  const isComing = isSoundComing(recording);
  const reportActions = useReport({ recordingId, report, writing, reload });
  const { notes, pin, unpin } = useNotes(shown);
  const [isOpen, setOpen] = useState(atMs !== null);
  const edits = canAddRecordings(me);
  const play = (ms: number) => player.seek(ms, { play: true });
  usePlayerKeys(player, edits ? () => pin({ atMs: Math.round(player.nowMs), text: "" }) : null);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Header recording={recording} isOpen={isOpen} onOpen={setOpen} />
      {isComing && sound.src === null ? null : <PlayerBar player={player} {...sound} />}
      {isComing ? <SoundComing recording={recording} /> : null}
      <div className="relative flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <div
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            className="grid min-h-0 flex-1 content-start gap-6 overflow-y-auto px-4 py-5 lg:px-8"
          >
            <VoicesNote />
            {recording.soundUntil ? (
              <p className="text-muted text-sm">
                {t.recording.sound.until} <Time at={recording.soundUntil} show="until" />.
              </p>
            ) : null}
            {isComing ? null : <RecordingState recording={recording} />}
            {report || writing || !awaitsReport(recording) ? null : (
              <PlannedTemplate recording={recording} onChange={reload} />
            )}
            {writing ? <ReportWriting writing={writing} actions={edits ? reportActions : null} /> : null}
            {report ? (
              <Report
                recordingId={recordingId}
                report={report}
                onPlay={play}
                actions={reportActions}
                suggestions={suggestions}
                edits={edits}
              />
            ) : null}
            <Notes notes={notes} onPlay={play} onDelete={unpin} />
          </div>
          {edits ? <NoteComposer nowMs={player.nowMs} onPin={pin} /> : null}
        </div>
        {isOpen ? (
          <RecordingAside
            transcript={transcript}
            recording={recording}
            player={player}
            atMs={atMs}
            corrections={edits ? corrections : null}
          />
        ) : null}
      </div>
    </div>
  );
}

/** A voice message has none until it is asked for, and what is done without words gets none. */
function awaitsReport({ kind, status }: LoadedRecording["recording"]): boolean {
  return kind !== "voice" && status !== "processed";
}

function detailOf({ kind, createdBy, consentAt }: LoadedRecording["recording"]): string {
  return [t.recording.kinds[kind], createdBy?.name, consentAt && t.recording.consented]
    .filter(Boolean)
    .join(" · ");
}

type HeaderProps = Pick<LoadedRecording, "recording"> & {
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
};

function Header({ recording, isOpen, onOpen }: HeaderProps) {
  const { workspace } = useWorkspace();
  const router = useRouter();
  const back = roomPath(workspace.slug, "recordings");
  return (
    <PageHeader
      lead={
        <Link
          href={back}
          aria-label={t.recording.title}
          className="touch-target -ms-1 text-muted hover:text-ink"
        >
          <ChevronLeft aria-hidden="true" className="size-5 rtl:rotate-180" />
        </Link>
      }
      title={recording.title}
      detail={detailOf(recording)}
      className="[&_h1]:min-w-0 [&_h1]:shrink"
      actions={
        <>
          <Button
            aria-pressed={isOpen}
            onClick={() => onOpen(!isOpen)}
            className="aria-pressed:bg-accent-soft"
          >
            <ScrollText aria-hidden="true" />
            {t.recording.transcript.show}
          </Button>
          <RecordingMenu recording={recording} onDeleted={() => router.push(back)} size="md" />
        </>
      }
    />
  );
}
