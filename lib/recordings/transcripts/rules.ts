/** A line of a transcript that came from elsewhere. */
export type Cue = { startMs: number; endMs: number; speaker: string | null; text: string };

type Timed = { startMs: number; endMs: number };

/**
 * When the first half of a split segment ends and the second one begins: as it is told, else `share` (0 to 1) of the way. Neither
 * leaves the segment.
 */
export function timesOfSplit(
  { startMs, endMs }: Timed,
  share: number,
  told: { startMs?: number | undefined; endMs?: number | undefined },
): Timed {
  const within = (ms: number) => Math.round(Math.min(Math.max(ms, startMs), endMs));
  const second = within(told.startMs ?? told.endMs ?? startMs + (endMs - startMs) * share);
  return { startMs: second, endMs: Math.min(within(told.endMs ?? second), second) };
}

type TranscriptFormat = "vtt" | "srt" | "txt";

/** Which of the three a text is, by what it says. */
export function formatOf(text: string): TranscriptFormat {
  if (/^\uFEFF?WEBVTT/.test(text)) return "vtt";
  return ARROW.test(text) ? "srt" : "txt";
}

/**
 * Reads a transcript. Lines without times share the time there is by their length (`durationMs`, or 150 words a minute where it is
 * unknown). What cannot be read is left out; nothing at all gives an empty list.
 */
export function readTranscript(text: string, durationMs: number | null): Cue[] {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const cues = formatOf(plain) === "txt" ? readPlain(plain, durationMs) : readCues(plain);
  return cues.filter((cue) => cue.text !== "").toSorted((a, b) => a.startMs - b.startMs);
}

const STAMP = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?`;
const ARROW = new RegExp(String.raw`${STAMP}[ \t]*-->[ \t]*${STAMP}`);

function readCues(text: string): Cue[] {
  const cues: Cue[] = [];
  for (const block of text.split(/\n[ \t]*\n/)) {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => ARROW.test(line));
    const match = ARROW.exec(lines[at] ?? "");
    if (!match) continue;
    const [startMs, endMs] = [msOf(match.slice(1, 5)), msOf(match.slice(5, 9))];
    const said = lines.slice(at + 1).join(" ");
    cues.push(...voicesOf(said, startMs, Math.max(startMs, endMs)));
  }
  return cues;
}

/** One cue may hold several voices (`<v Ana>`): they share its time by their length. */
function voicesOf(said: string, startMs: number, endMs: number): Cue[] {
  const parts = said.split(/<v(?:\.[^\s>]*)?\s+([^>]+)>/);
  const voices: { speaker: string | null; text: string }[] = [];
  const first = withoutTags(parts[0] ?? "");
  if (first !== "") voices.push(spoken(first));
  for (let i = 1; i < parts.length; i += 2) {
    voices.push({ speaker: (parts[i] ?? "").trim() || null, text: withoutTags(parts[i + 1] ?? "") });
  }
  const whole = voices.reduce((sum, { text }) => sum + text.length, 0);
  let at = startMs;
  return voices.map((voice) => {
    const from = at;
    at += whole === 0 ? 0 : ((endMs - startMs) * voice.text.length) / whole;
    return { ...voice, startMs: Math.round(from), endMs: Math.round(at) };
  });
}

function withoutTags(text: string): string {
  const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", nbsp: " ", lrm: "", rlm: "" };
  return text
    .replace(/<[^>\n]{0,200}>/g, "")
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? "")
    .replace(/\s+/g, " ")
    .trim();
}

/** `Ana: we move it` and `ANA BELL (host): ...`, but neither `Note: ...` at random length nor a time or an address. */
const SPEAKER = /^([\p{Lu}][\p{L}\p{M}\p{N}.'’-]*(?: [\p{L}\p{M}\p{N}.'’()-]+){0,3}): +(?=\S)/u;

function spoken(text: string): { speaker: string | null; text: string } {
  const match = SPEAKER.exec(text);
  return match?.[1]
    ? { speaker: match[1], text: text.slice(match[0].length).trim() }
    : { speaker: null, text };
}

const LEADING = new RegExp(String.raw`^[\[(]?${STAMP}[\])]?(?:[ \t]*[-–—][ \t]*|[ \t]+|$)`);
const WORDS_A_MINUTE = 150;
const MINUTE_MS = 60_000;

function readPlain(text: string, durationMs: number | null): Cue[] {
  const lines: { startMs: number | null; speaker: string | null; text: string }[] = [];
  for (const raw of text.split("\n")) {
    const line = raw.replace(/\s+/g, " ").trim();
    if (line === "") continue;
    const stamp = LEADING.exec(line);
    const rest = stamp ? line.slice(stamp[0].length) : line;
    lines.push({ startMs: stamp ? msOf(stamp.slice(1, 5)) : null, ...spoken(rest) });
  }
  return timed(merged(lines), durationMs);
}

type Line = { startMs: number | null; speaker: string | null; text: string };

/** A time or a name on a line of its own belongs to the line below. */
function merged(lines: Line[]): Line[] {
  const whole: Line[] = [];
  let waiting: number | null = null;
  for (const line of lines) {
    if (line.text === "" && line.startMs !== null) {
      waiting = line.startMs;
      continue;
    }
    whole.push({ ...line, startMs: line.startMs ?? waiting });
    waiting = null;
  }
  return whole;
}

function timed(lines: Line[], durationMs: number | null): Cue[] {
  const words = (line: Line) => Math.max(1, line.text.split(" ").length);
  const usual = (line: Line) => (words(line) / WORDS_A_MINUTE) * MINUTE_MS;
  const isTimed = lines.some(({ startMs }) => startMs !== null);
  const total = lines.reduce((sum, line) => sum + usual(line), 0);
  const pace = !isTimed && durationMs && total > 0 ? durationMs / total : 1;
  let at = 0;
  return lines.map((line, index) => {
    const startMs = Math.max(line.startMs ?? at, 0);
    const next = lines.slice(index + 1).find((other) => other.startMs !== null)?.startMs ?? durationMs;
    const long = startMs + usual(line) * pace;
    at = isTimed && next !== null && next !== undefined && next > startMs ? Math.min(long, next) : long;
    return { startMs: Math.round(startMs), endMs: Math.round(at), speaker: line.speaker, text: line.text };
  });
}

function msOf([hours, minutes, seconds, fraction]: (string | undefined)[]): number {
  const whole = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
  return whole * 1_000 + Number((fraction ?? "").padEnd(3, "0"));
}
