import type { StatisticsDto } from "./schema";

type Said = { startMs: number; endMs: number; speaker: string | null; text: string };

/** A pause within a turn; a longer one ends the monologue, not the turn. */
const PAUSE_MS = 2_000;
const MINUTE_MS = 60_000;

/** Who spoke how long, how often and how fast. `said` in any order; speakers come out by time, the longest first. */
export function statisticsOf(said: Said[], durationMs: number): StatisticsDto {
  const segments = said.toSorted((a, b) => a.startMs - b.startMs);
  const end = segments.reduce((latest, { endMs }) => Math.max(latest, endMs), durationMs);
  const groups = Map.groupBy(segments, ({ speaker }) => speaker);
  const spoken = [...groups].map(([speaker, own]) => ({ speaker, own, spokenMs: covered(own) }));
  const all = spoken.reduce((sum, { spokenMs }) => sum + spokenMs, 0);
  const turns = turnsOf(segments);
  const speakers = spoken.map(({ speaker, own, spokenMs }) => {
    const words = own.reduce((sum, { text }) => sum + wordsOf(text), 0);
    return {
      speaker,
      spokenMs,
      share: all === 0 ? 0 : spokenMs / all,
      turns: turns.filter((turn) => turn[0]?.speaker === speaker).length,
      longestMs: longestOf(turns.filter((turn) => turn[0]?.speaker === speaker)),
      questions: own.reduce((sum, { text }) => sum + (text.match(/[?？؟]+/gu)?.length ?? 0), 0),
      words,
      wordsPerMinute: spokenMs === 0 ? 0 : Math.round((words * MINUTE_MS) / spokenMs),
    };
  });
  return {
    durationMs: end,
    silentMs: Math.max(0, end - covered(segments)),
    speakers: speakers.toSorted((a, b) => b.spokenMs - a.spokenMs),
  };
}

/** The time that segments in order cover together. */
function covered(segments: Said[]): number {
  let total = 0;
  let until = 0;
  for (const { startMs, endMs } of segments) {
    total += Math.max(0, endMs - Math.max(startMs, until));
    until = Math.max(until, endMs);
  }
  return total;
}

function turnsOf(segments: Said[]): Said[][] {
  const turns: Said[][] = [];
  for (const segment of segments) {
    const last = turns.at(-1);
    if (last?.[0]?.speaker === segment.speaker) last.push(segment);
    else turns.push([segment]);
  }
  return turns;
}

function longestOf(turns: Said[][]): number {
  let longest = 0;
  for (const turn of turns) {
    let startMs = turn[0]?.startMs ?? 0;
    let until = startMs;
    for (const segment of turn) {
      if (segment.startMs - until > PAUSE_MS) startMs = segment.startMs;
      until = Math.max(until, segment.endMs);
      longest = Math.max(longest, until - startMs);
    }
  }
  return longest;
}

/** Words by spaces; where a script puts none, every two characters count as one. */
function wordsOf(text: string): number {
  const unspaced =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  const spaced = text.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu, " ");
  return Math.round(unspaced / 2) + (spaced.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0);
}
