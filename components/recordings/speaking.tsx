import { clockTime } from "@/lib/recordings/rules";
import { statisticsOf } from "@/lib/recordings/statistics/rules";
import type { StatisticsDto } from "@/lib/recordings/statistics/schema";
import type { TranscriptDto } from "@/lib/recordings/transcripts/schema";
import { t } from "@/lib/text/catalogue";

const words = t.recording.speaking;

type SpeakingProps = { transcript: TranscriptDto; durationMs: number };

/** Who spoke how long, when, how often and how fast; and how long nobody did. Follows every correction. */
export function Speaking({ transcript, durationMs }: SpeakingProps) {
  const names = new Map(transcript.speakers.map(({ id, name }) => [id, name]));
  const said = transcript.segments
    .filter(({ hidden }) => hidden === null)
    .map((segment) => ({ ...segment, speaker: names.get(segment.speakerId ?? "") ?? null }));
  if (said.length === 0) return null;
  const { speakers, silentMs, durationMs: lengthMs } = statisticsOf(said, durationMs);
  return (
    <section aria-label={words.title} className="grid gap-4">
      <h2 className="font-medium text-muted text-sm">{words.title}</h2>
      <ul className="grid gap-5">
        {speakers.map((one) => (
          <li key={one.speaker ?? ""} data-speaker className="grid gap-1.5">
            <Heading name={one.speaker ?? words.nobody} ms={one.spokenMs} share={one.share} />
            <Bar share={one.share} isVoice />
            <When said={said.filter(({ speaker }) => speaker === one.speaker)} lengthMs={lengthMs} />
            <Figures figures={one} />
          </li>
        ))}
        <li className="grid gap-1.5">
          <Heading name={words.silence} ms={silentMs} share={lengthMs > 0 ? silentMs / lengthMs : 0} />
          <Bar share={lengthMs > 0 ? silentMs / lengthMs : 0} />
        </li>
      </ul>
    </section>
  );
}

function Heading({ name, ms, share }: { name: string; ms: number; share: number }) {
  return (
    <p className="flex items-baseline gap-3">
      <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
      <span className="text-sm tabular-nums">{clockTime(ms)}</span>
      <span className="w-10 text-end text-muted text-sm tabular-nums">{words.percent(share)}</span>
    </p>
  );
}

function Bar({ share, isVoice = false }: { share: number; isVoice?: boolean }) {
  return (
    <div aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-line">
      <div
        className={isVoice ? "h-full bg-accent" : "h-full bg-muted"}
        style={{ width: `${Math.round(share * 1_000) / 10}%` }}
      />
    </div>
  );
}

/** Where in the recording somebody speaks. The sizes are of this plot alone: a viewBox as wide as the recording is long. */
function When({
  said,
  lengthMs,
}: {
  said: { id: string; startMs: number; endMs: number }[];
  lengthMs: number;
}) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${Math.max(1, lengthMs)} 1`}
      preserveAspectRatio="none"
      className="h-3 w-full rounded-xs bg-sunken"
    >
      {said.map(({ id, startMs, endMs }) => (
        <rect
          key={id}
          x={startMs}
          y={0}
          width={Math.max(0, endMs - startMs)}
          height={1}
          className="fill-accent"
        />
      ))}
    </svg>
  );
}

function Figures({ figures }: { figures: StatisticsDto["speakers"][number] }) {
  const { turns, longestMs, questions, wordsPerMinute } = figures;
  const all = [
    [words.turns, String(turns)],
    [words.longest, clockTime(longestMs)],
    [words.questions, String(questions)],
    [words.pace, String(wordsPerMinute)],
  ];
  return (
    <dl className="grid grid-cols-4 gap-2">
      {all.map(([label, value]) => (
        <div key={label}>
          <dd className="tabular-nums">{value}</dd>
          <dt className="text-muted text-xs">{label}</dt>
        </div>
      ))}
    </dl>
  );
}
