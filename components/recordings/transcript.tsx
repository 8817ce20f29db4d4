"use client";

import { memo, useEffect, useState } from "react";
import { Mark } from "@/components/citations/mark";
import { cn } from "@/components/ui/cn";
import { findWords, type WordsAt } from "@/components/viewers/find-words";
import { useShownMark } from "@/components/viewers/use-shown-mark";
import { clockTime } from "@/lib/recordings/rules";
import type { SegmentDto, TranscriptDto } from "@/lib/recordings/transcripts/schema";
import { t } from "@/lib/text/catalogue";

type TranscriptProps = {
  transcript: TranscriptDto;
  /** Where the player stands; null where nothing is followed. */
  nowMs: number | null;
  /** What is marked: a quote, or what is said from a moment on. */
  marked: { atMs: number; quote: string | null } | null;
  onPlay: (ms: number) => void;
  /** Null where the viewer changes nothing. */
  onRename: ((speaker: Speaker) => void) | null;
};

export type Speaker = TranscriptDto["speakers"][number];

/** What was said, line by line. A line that is pressed plays; the line that plays is shown. */
export function Transcript({ transcript, nowMs, marked, onPlay, onRename }: TranscriptProps) {
  const shown = transcript.segments.filter(({ hidden }) => hidden === null);
  const playing = nowMs === null ? null : (shown.findLast(({ startMs }) => startMs <= nowMs)?.id ?? null);
  const marks = marksOf(shown, marked);
  const list = useShownMark<HTMLOListElement>(marked && `${marked.atMs}:${marked.quote}`);
  useFollowing(list, playing);
  if (shown.length === 0) return <p className="p-5 text-muted">{t.recording.transcript.none}</p>;
  return (
    <ol ref={list} className="grid gap-1 p-3">
      {shown.map((segment, at) => {
        const speaker = transcript.speakers.find(({ id }) => id === segment.speakerId);
        const isNew = segment.speakerId !== shown[at - 1]?.speakerId;
        return (
          <li key={segment.id} data-segment={segment.id}>
            {speaker && isNew ? <Name speaker={speaker} onRename={onRename} /> : null}
            <Line
              segment={segment}
              isPlaying={segment.id === playing}
              mark={marks.find(({ piece }) => piece === at)}
              onPlay={onPlay}
            />
          </li>
        );
      })}
    </ol>
  );
}

/** Brings the line that plays into view, once for each line. */
function useFollowing(list: React.RefObject<HTMLOListElement | null>, playing: string | null): void {
  const [first] = useState(playing);
  useEffect(() => {
    if (playing === null || playing === first) return;
    list.current?.querySelector(`[data-segment="${playing}"]`)?.scrollIntoView({ block: "nearest" });
  }, [list, playing, first]);
}

function Name({ speaker, onRename }: { speaker: Speaker; onRename: TranscriptProps["onRename"] }) {
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

type LineProps = {
  segment: SegmentDto;
  isPlaying: boolean;
  mark: WordsAt | undefined;
  onPlay: (ms: number) => void;
};

const Line = memo(function Line({ segment: { startMs, text }, isPlaying, mark, onPlay }: LineProps) {
  return (
    <button
      type="button"
      aria-current={isPlaying || undefined}
      onClick={() => onPlay(startMs)}
      className="flex w-full gap-3 rounded-md px-2 py-1 text-start hover:bg-hover aria-[current=true]:bg-accent-soft"
    >
      <span className="w-11 shrink-0 text-muted text-sm leading-6 tabular-nums">{clockTime(startMs)}</span>
      <span className="min-w-0 leading-6">
        {mark ? (
          <>
            {text.slice(0, mark.start)}
            <Mark>{text.slice(mark.start, mark.end)}</Mark>
            {text.slice(mark.end)}
          </>
        ) : (
          text
        )}
      </span>
    </button>
  );
});

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
