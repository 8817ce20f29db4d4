"use client";

import { Pencil } from "lucide-react";
import { memo } from "react";
import { Mark } from "@/components/citations/mark";
import { IconButton } from "@/components/ui/icon-button";
import type { WordsAt } from "@/components/viewers/find-words";
import { clockTime } from "@/lib/recordings/rules";
import type { SegmentDto } from "@/lib/recordings/transcripts/schema";
import { t } from "@/lib/text/catalogue";

const words = t.recording.correct;

type LineProps = {
  segment: SegmentDto;
  isPlaying: boolean;
  mark: WordsAt | undefined;
  onPlay: (ms: number) => void;
  /** Null where the viewer changes nothing. */
  onEdit: ((segmentId: string) => void) | null;
};

/** A line of the transcript: pressed it plays; its pencil, or E, corrects it. */
export const Line = memo(function Line({ segment, isPlaying, mark, onPlay, onEdit }: LineProps) {
  const { id, startMs, text, correction } = segment;
  return (
    <>
      <div className="group relative flex items-start rounded-md hover:bg-hover has-aria-[current=true]:bg-accent-soft">
        <button
          type="button"
          data-plays
          aria-current={isPlaying || undefined}
          aria-keyshortcuts={onEdit ? "E" : undefined}
          onClick={() => onPlay(startMs)}
          onKeyDown={(event) => {
            if (!onEdit || event.key.toLowerCase() !== "e" || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            onEdit(id);
          }}
          className="flex min-w-0 flex-1 gap-3 rounded-md px-2 py-1 text-start"
        >
          <span className="w-11 shrink-0 text-muted text-sm leading-6 tabular-nums">
            {clockTime(startMs)}
          </span>
          <span className="min-w-0 break-words leading-6">
            <Said text={text} mark={mark} />
          </span>
        </button>
        {onEdit ? (
          <IconButton
            label={words.edit(clockTime(startMs))}
            shortcut="E"
            onClick={() => onEdit(id)}
            className="mt-0.5 me-1 not-pointer-coarse:opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100"
          >
            <Pencil aria-hidden="true" />
          </IconButton>
        ) : null}
      </div>
      {correction ? (
        <details className="ms-16 mb-1 text-muted text-xs">
          <summary className="w-fit cursor-pointer rounded-sm py-1">{words.by(correction.by)}</summary>
          <p className="pb-1">
            {words.before} <s>{correction.before}</s>
          </p>
        </details>
      ) : null}
    </>
  );
});

function Said({ text, mark }: { text: string; mark: WordsAt | undefined }) {
  if (!mark) return text;
  return (
    <>
      {text.slice(0, mark.start)}
      <Mark>{text.slice(mark.start, mark.end)}</Mark>
      {text.slice(mark.end)}
    </>
  );
}
