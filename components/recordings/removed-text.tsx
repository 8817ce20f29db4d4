"use client";

import { RotateCcw } from "lucide-react";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { clockTime } from "@/lib/recordings/rules";
import type { SegmentDto, TranscriptDto } from "@/lib/recordings/transcripts/schema";
import { t } from "@/lib/text/catalogue";
import { PlayFrom } from "./play-from";

type RemovedTextProps = {
  transcript: TranscriptDto;
  onPlay: (ms: number) => void;
  /** Null where the viewer changes nothing. */
  onRestore: ((segment: SegmentDto) => Promise<void>) | null;
};

const words = t.recording.removed;

/** What is not shown of the transcript, and why: taken for invented by the guard, or taken out by hand. Each can be heard and restored. */
export function RemovedText({ transcript, onPlay, onRestore }: RemovedTextProps) {
  const removed = transcript.segments.flatMap((one) => (one.hidden ? { ...one, reason: one.hidden } : []));
  return (
    <section aria-label={words.title} className="grid gap-3">
      <h2 className="font-medium text-muted text-sm">{words.title}</h2>
      {removed.length === 0 ? <p className="text-muted text-sm">{words.none}</p> : null}
      <ul className="grid gap-3">
        {removed.map((segment) => (
          <li key={segment.id} data-removed className="flex items-start gap-2">
            <PlayFrom atMs={segment.startMs} onPlay={onPlay} />
            <div className="min-w-0 flex-1">
              <p className="break-words">{segment.text}</p>
              <p className="text-muted text-sm">{words.reasons[segment.reason]}</p>
            </div>
            {onRestore ? (
              <Button
                size="sm"
                aria-label={words.restore(clockTime(segment.startMs))}
                onClick={() => void onRestore(segment).catch(tellFailure)}
                className="pointer-coarse:h-11"
              >
                <RotateCcw aria-hidden="true" /> {t.recording.removed.button}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
