import type { z } from "zod";
import type { CitationDto } from "@/lib/messages/schema";
import type { ActivityDto, EndDto, EndedStatus, RunPart, RunStatus } from "./schema";

/** What an answer says so far. */
export type Answer = {
  text: string;
  citations: CitationDto[];
  activity: ActivityDto | null;
  /** Set once it is over; a Continue clears it. */
  end: z.infer<typeof EndDto> | null;
};

export const NO_ANSWER: Answer = { text: "", citations: [], activity: null, end: null };

/** Applies one part. The log, the stream and the live deltas all end in the same answer, to the character. */
export function applyPart<A extends Answer>(answer: A, part: RunPart): A {
  switch (part.type) {
    case "text-start":
      return { ...answer, activity: null, end: null };
    case "text-delta":
      return { ...answer, text: answer.text + part.delta, activity: null };
    case "reset-step":
      return { ...answer, text: "", citations: [], end: null };
    case "data-citation":
      return { ...answer, citations: [...answer.citations.filter(({ n }) => n !== part.data.n), part.data] };
    case "data-status":
      return { ...answer, activity: part.data, end: null };
    case "data-end":
      return { ...answer, activity: null, end: part.data };
    default:
      return answer;
  }
}

/** Parts that make an answer from nothing, whatever was known of it before. */
export function snapshotOf({ text, citations }: Pick<Answer, "text" | "citations">): RunPart[] {
  const id = "text";
  return [
    { type: "reset-step" },
    ...citations.map((data): RunPart => ({ type: "data-citation", id: `citation-${data.n}`, data })),
    { type: "text-start", id },
    ...coalesce([{ type: "text-delta", id, delta: text }]),
    { type: "text-end", id },
  ];
}

/** A delta of at most this many UTF-16 units fits a realtime event however it is escaped. */
const LONGEST_DELTA = 1_500;

/** The same parts with neighboring deltas joined, and none too long for a realtime event. */
export function coalesce(parts: RunPart[]): RunPart[] {
  const joined: RunPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type === "text-delta" && last?.type === "text-delta" && last.id === part.id) {
      joined[joined.length - 1] = { ...last, delta: last.delta + part.delta };
    } else joined.push(part);
  }
  return joined.flatMap((part) => (part.type === "text-delta" ? cutDelta(part) : [part]));
}

function cutDelta(part: Extract<RunPart, { type: "text-delta" }>): RunPart[] {
  if (part.delta.length <= LONGEST_DELTA) return [part];
  const pieces: RunPart[] = [];
  for (let at = 0; at < part.delta.length; ) {
    const end = at + LONGEST_DELTA;
    const splitsPair = /[\ud800-\udbff]/.test(part.delta.charAt(end - 1));
    const to = splitsPair ? end - 1 : end;
    pieces.push({ ...part, delta: part.delta.slice(at, to) });
    at = to;
  }
  return pieces;
}

const DELTA_BYTES = 8_000;

/** Cuts a batch into runs of parts that each fit a realtime event. `from` is the number of the first part. */
export function batchesOf(from: number, parts: RunPart[]): { from: number; to: number; parts: RunPart[] }[] {
  const batches: { from: number; to: number; parts: RunPart[] }[] = [];
  let bytes = 0;
  for (const [index, part] of parts.entries()) {
    const size = new TextEncoder().encode(JSON.stringify(part)).length;
    const last = batches.at(-1);
    if (last && bytes + size <= DELTA_BYTES) {
      last.parts.push(part);
      last.to += 1;
      bytes += size;
    } else {
      batches.push({ from: from + index, to: from + index, parts: [part] });
      bytes = size;
    }
  }
  return batches;
}

export function isEnded(status: RunStatus): status is EndedStatus {
  return status !== "queued" && status !== "running";
}

/** Whether Continue is offered. */
export function canContinue(run: { status: RunStatus }): boolean {
  return run.status === "stopped" || run.status === "interrupted" || run.status === "failed";
}

/** Whoever takes part in the conversation may stop an answer in it, and who asked may anywhere. */
export function canStop(
  viewer: { memberId: string; participantRole: string | null },
  run: { askedById: string | null },
): boolean {
  return viewer.participantRole !== null || viewer.memberId === run.askedById;
}
