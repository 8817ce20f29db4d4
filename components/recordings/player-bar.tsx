"use client";

import { Pause, Play } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { Time } from "@/components/ui/time";
import { clockTime } from "@/lib/recordings/rules";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/listening";
import { SeekBar } from "./seek-bar";
import type { Player } from "./use-player";

type PlayerBarProps = {
  player: Player;
  /** Where the sound is read from; null where there is none. */
  src: string | null;
  /** When and by whom it was deleted. */
  deleted: RecordingDto["soundDeleted"];
  durationMs: number | null;
  peaks: number[];
};

const words = t.player;

/** Play, the waveform to seek in, the time, the speed. */
export function PlayerBar({ player, src, deleted, durationMs, peaks }: PlayerBarProps) {
  if (src === null) return <NoSound deleted={deleted} />;
  const { nowMs, isPlaying } = player;
  const lengthMs = durationMs ?? 0;
  return (
    <section aria-label={words.label} className="border-line border-b px-4 py-3 lg:px-5">
      <audio ref={player.audio} src={src} preload="metadata" {...player.heard} />
      <div className="flex items-center gap-3">
        <IconButton
          label={isPlaying ? words.pause : words.play}
          variant="primary"
          size="lg"
          className="rounded-full"
          onClick={player.toggle}
        >
          {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        </IconButton>
        <SeekBar player={player} lengthMs={lengthMs} peaks={peaks} />
        <span className="shrink-0 tabular-nums">
          {clockTime(nowMs)} <span className="text-muted">/ {clockTime(lengthMs)}</span>
        </span>
        <Chip aria-label={words.speed(player.rate)} onClick={player.nextRate}>
          {words.rate(player.rate)}
        </Chip>
      </div>
      {player.isBroken ? (
        <p role="status" className="mt-2 text-danger text-sm">
          {words.broken}
        </p>
      ) : null}
    </section>
  );
}

/** Why nothing plays. What was written down still leads to its place in the transcript. */
function NoSound({ deleted }: Pick<PlayerBarProps, "deleted">) {
  return (
    <p role="status" className="border-line border-b px-4 py-3 text-muted lg:px-5">
      {deleted ? (
        <>
          {deleted.by ? words.deletedBy(deleted.by) : words.deletedInTime}, <Time at={deleted.at} />.
        </>
      ) : (
        words.noAudio
      )}
    </p>
  );
}
