"use client";

import { Pause, Play } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Bars } from "@/components/recordings/bars";
import { takeOf } from "@/components/recordings/recorder/takes";
import { usePlayer } from "@/components/recordings/use-player";
import { recordingPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { fileAddress } from "@/lib/files/client";
import type { MessageDto } from "@/lib/messages/schema";
import { clockTime } from "@/lib/recordings/rules";
import type { RecordingWholeDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { useVoice } from "./use-voice";

const words = t.voice;
const BARS = 64;
/** What is longer is shown whole when asked for. */
const MOST_SHOWN = 280;

type VoiceMessageProps = { message: MessageDto; recordingId: string };

/** What somebody said, to be heard and, once it is written down, read. */
export function VoiceMessage({ message, recordingId }: VoiceMessageProps) {
  const { workspace } = useWorkspace();
  const fileId = message.files[0]?.id ?? null;
  const voice = useVoice({ recordingId, conversationId: message.conversationId, fileId });
  const [take] = useState(() => takeOf(recordingId));
  return (
    <div className="mt-1 w-96 max-w-full">
      <VoicePlayer
        label={words.by(message.author.name)}
        src={take?.url ?? (fileId && fileAddress(workspace.slug, fileId))}
        lengthMs={voice?.durationMs ?? take?.durationMs ?? 0}
        peaks={voice?.waveform ?? take?.peaks ?? []}
      />
      {voice ? <Words voice={voice} /> : null}
    </div>
  );
}

type VoicePlayerProps = { label: string; src: string | null; lengthMs: number; peaks: number[] };

function VoicePlayer({ label, src, lengthMs, peaks }: VoicePlayerProps) {
  const player = usePlayer({ startMs: 0, plays: false });
  const { nowMs, isPlaying, isBroken } = player;
  const most = Math.max(lengthMs, nowMs, 1);
  return (
    <section
      aria-label={label}
      className="flex h-14 items-center gap-2 rounded-md border border-line bg-raised px-2 pe-3"
    >
      {src ? <audio ref={player.audio} src={src} preload="metadata" {...player.heard} /> : null}
      <IconButton
        label={isPlaying ? t.player.pause : t.player.play}
        variant="primary"
        size="md"
        disabled={src === null}
        className="rounded-full"
        onClick={player.toggle}
      >
        {isPlaying ? <Pause /> : <Play />}
      </IconButton>
      {src === null || isBroken ? (
        <p role="status" className="min-w-0 flex-1 text-muted text-sm">
          {isBroken ? t.player.broken : words.joining}
        </p>
      ) : (
        <div className="relative h-9 min-w-0 flex-1 rounded-sm has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent">
          <Bars peaks={peaks} count={BARS} share={nowMs / most} />
          <input
            type="range"
            min={0}
            max={most}
            step={100}
            value={Math.min(nowMs, most)}
            aria-label={t.player.position}
            aria-valuetext={t.player.at(clockTime(nowMs), clockTime(lengthMs))}
            onChange={(event) => player.seek(Number(event.target.value))}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
          />
        </div>
      )}
      <span className="shrink-0 text-muted text-sm tabular-nums">
        {clockTime(isPlaying || nowMs > 0 ? nowMs : lengthMs)}
      </span>
      <Chip aria-label={t.player.speed(player.rate)} onClick={player.nextRate}>
        {t.player.rate(player.rate)}
      </Chip>
    </section>
  );
}

/** What was said, once it is written down. */
function Words({ voice }: { voice: RecordingWholeDto }) {
  const { workspace } = useWorkspace();
  const [isWhole, setWhole] = useState(false);
  const { transcript, recordingId, error } = voice;
  if (error) return <p className="mt-1 text-danger text-sm">{error}</p>;
  if (transcript === null || transcript === "") return null;
  const isLong = transcript.length > MOST_SHOWN;
  return (
    <div className="mt-1 text-sm">
      <p className={cn("whitespace-pre-line text-muted", isLong && !isWhole && "line-clamp-4")}>
        {transcript}
      </p>
      <span className="flex gap-1">
        {isLong ? (
          <Button size="sm" variant="ghost" onClick={() => setWhole(!isWhole)}>
            {isWhole ? words.less : words.more}
          </Button>
        ) : null}
        <Link
          href={recordingPath(workspace.slug, recordingId)}
          className="text-muted underline underline-offset-2 hover:text-ink"
        >
          {words.open}
        </Link>
      </span>
    </div>
  );
}
