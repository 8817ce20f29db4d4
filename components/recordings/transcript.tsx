"use client";

import { useCallback, useEffect, useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { cn } from "@/components/ui/cn";
import { findWords, type WordsAt } from "@/components/viewers/find-words";
import { useShownMark } from "@/components/viewers/use-shown-mark";
import { CallError } from "@/lib/core/call";
import type { SegmentDto, TranscriptDto } from "@/lib/recordings/transcripts/schema";
import { t } from "@/lib/text/catalogue";
import { EditSegment, type Kept } from "./edit-segment";
import { Line } from "./transcript-line";
import type { Corrections, Who } from "./use-corrections";

type TranscriptProps = {
  transcript: TranscriptDto;
  /** Where the player stands; null where nothing is followed. */
  nowMs: number | null;
  /** What is marked: a quote, or what is said from a moment on. */
  marked: { atMs: number; quote: string | null } | null;
  onPlay: (ms: number) => void;
  /** Null where the viewer changes nothing. */
  edits: { corrections: Corrections; onRename: (speaker: Speaker) => void } | null;
};

export type Speaker = TranscriptDto["speakers"][number];

/** What was said, line by line. A line that is pressed plays; the line that plays is shown. */
export function Transcript({ transcript, nowMs, marked, onPlay, edits }: TranscriptProps) {
  const shown = transcript.segments.filter(({ hidden }) => hidden === null);
  const playing = nowMs === null ? null : (shown.findLast(({ startMs }) => startMs <= nowMs)?.id ?? null);
  const marks = marksOf(shown, marked);
  const list = useShownMark<HTMLOListElement>(marked && `${marked.atMs}:${marked.quote}`);
  const [editing, setEditing] = useState<{ id: string; kept: Kept } | null>(null);
  const edit = useCallback((id: string) => setEditing({ id, kept: null }), []);
  useFollowing(list, editing ? null : playing);

  /** The line is shown as it will be; what failed opens again with what was typed. */
  const leave = async (segment: SegmentDto, text: string | null, work?: Promise<void>) => {
    setEditing(null);
    requestAnimationFrame(() => focusLine(list.current, segment.id));
    try {
      await work;
    } catch (error) {
      if (text === null || !(error instanceof CallError)) return tellFailure(error);
      setEditing((now) => now ?? { id: segment.id, kept: { text, error: error.message } });
    }
  };
  if (shown.length === 0) return <p className="p-5 text-muted">{t.recording.transcript.none}</p>;
  return (
    <ol ref={list} className="grid gap-1 p-3">
      {shown.map((segment, at) => {
        const speaker = transcript.speakers.find(({ id }) => id === segment.speakerId);
        const isNew = segment.speakerId !== shown[at - 1]?.speakerId;
        const next = shown[at + 1];
        return (
          <li key={segment.id} data-segment={segment.id}>
            {speaker && isNew ? <Name speaker={speaker} onRename={edits?.onRename ?? null} /> : null}
            {edits && editing?.id === segment.id ? (
              <EditSegment
                segment={segment}
                speakers={transcript.speakers}
                kept={editing.kept}
                isLast={!next}
                onPlay={onPlay}
                onSave={(text, who) =>
                  void leave(segment, text, saved(edits.corrections, segment, text, who))
                }
                onSplit={(text, offset) =>
                  void leave(segment, text, edits.corrections.cut(segment, text, offset))
                }
                onJoin={() => next && void leave(segment, null, edits.corrections.join(segment, next))}
                onRemove={() => void leave(segment, null, edits.corrections.hide(segment))}
                onLeave={() => void leave(segment, null)}
              />
            ) : (
              <Line
                segment={segment}
                isPlaying={segment.id === playing}
                mark={marks.find(({ piece }) => piece === at)}
                onPlay={onPlay}
                onEdit={edits ? edit : null}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Nothing is sent where nothing was changed. */
async function saved(corrections: Corrections, segment: SegmentDto, text: string, who: Who): Promise<void> {
  const isSame = text === segment.text && "speakerId" in who && who.speakerId === segment.speakerId;
  if (!isSame) await corrections.save(segment, text, who);
}

function focusLine(list: HTMLOListElement | null, segmentId: string): void {
  list?.querySelector<HTMLElement>(`[data-segment="${segmentId}"] button[aria-keyshortcuts]`)?.focus();
}

/** Brings the line that plays into view, once for each line. */
function useFollowing(list: React.RefObject<HTMLOListElement | null>, playing: string | null): void {
  const [first] = useState(playing);
  useEffect(() => {
    if (playing === null || playing === first) return;
    list.current?.querySelector(`[data-segment="${playing}"]`)?.scrollIntoView({ block: "nearest" });
  }, [list, playing, first]);
}

function Name({ speaker, onRename }: { speaker: Speaker; onRename: ((speaker: Speaker) => void) | null }) {
  const look = "ms-16 mt-3 font-semibold text-sm";
  if (!onRename) return <p className={look}>{speaker.name}</p>;
  return (
    <button
      type="button"
      aria-label={t.recording.transcript.rename(speaker.name)}
      onClick={() => onRename(speaker)}
      className={cn(look, "touch-target block min-h-6 min-w-6 rounded-sm text-start hover:underline")}
    >
      {speaker.name}
    </button>
  );
}

/** The words of the quote where they stand; else all that is said at the moment. */
function marksOf(shown: SegmentDto[], marked: TranscriptProps["marked"]): WordsAt[] {
  if (!marked) return [];
  const { atMs, quote } = marked;
  const at = shown.findLastIndex(({ startMs }) => startMs <= atMs);
  const texts = shown.map(({ text }) => text);
  // Speakers are named in what is cited, and not in what they said.
  const said = (quote ?? "").split("\n").map((line) => line.replace(/^[^:\n]{1,60}: /, ""));
  const found = said.flatMap((line) => findWords(texts, line, Math.max(0, at) / Math.max(1, shown.length)));
  if (found.length > 0) return found;
  const here = shown[at];
  return here ? [{ piece: at, start: 0, end: here.text.length }] : [];
}
