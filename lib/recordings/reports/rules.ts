import { newId } from "@/lib/core/ids";
import { findQuote, nearestSentence } from "@/lib/sources/quotes/rules";
import { keyOf } from "../templates/rules";
import type { SectionPlan } from "../templates/schema";
import type { Segment } from "./extract/rules";
import type { ReportLine, ReportSection } from "./schema";

export const MOST_LINES = 12;

export type Written = { sections: ReportSection[]; leftOut: number };

export type Draft = Omit<ReportLine, "id" | "stale">;

/** Keeps the lines whose quote stands in their segments, exactly as it is written there, and counts those that are left out. */
export function verified(sections: (SectionPlan & { lines: Draft[] })[], segments: Segment[]): Written {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  let leftOut = 0;
  const kept = sections.map(({ lines, ...plan }) => ({
    ...plan,
    lines: lines.flatMap((line): ReportLine[] => {
      const own = line.segmentIds
        .flatMap((id) => byId.get(id) ?? [])
        .toSorted((a, b) => a.startMs - b.startMs);
      const found = findQuote(own.map(({ text }) => text).join(" "), line.quote);
      if (!found) leftOut++;
      return found ? [{ ...line, id: newId(), quote: found.quote, stale: false }] : [];
    }),
  }));
  return { sections: kept, leftOut };
}

const MINUTE_MS = 60_000;

/** For each minute of the recording, whether a line touches it. */
export function coverageOf(sections: ReportSection[], durationMs: number): boolean[] {
  const lines = sections.flatMap((section) => section.lines);
  return Array.from({ length: Math.ceil(durationMs / MINUTE_MS) }, (_, minute) =>
    lines.some(({ startMs, endMs }) => startMs < (minute + 1) * MINUTE_MS && endMs > minute * MINUTE_MS),
  );
}

/** The same lines after segments were split or joined: their words stand in others now. */
export function restingOn(sections: ReportSection[], becomes: Record<string, string[]>): ReportSection[] {
  return sections.map(({ lines, ...plan }) => ({
    ...plan,
    lines: lines.map((line) => ({
      ...line,
      segmentIds: [...new Set(line.segmentIds.flatMap((id) => becomes[id] ?? [id]))],
    })),
  }));
}

/** Marks the lines that rest on a segment whose words were changed: those whose quote no longer stands there. */
export function markStale(
  sections: ReportSection[],
  segments: Segment[],
  changedIds: string[],
): ReportSection[] {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  return sections.map(({ lines, ...plan }) => ({
    ...plan,
    lines: lines.map((line) => {
      if (!line.segmentIds.some((id) => changedIds.includes(id))) return line;
      const text = line.segmentIds.flatMap((id) => byId.get(id)?.text ?? []).join(" ");
      return { ...line, stale: findQuote(text, line.quote) === null };
    }),
  }));
}

/** The segments that a quote lies in, and the quote as it stands there. */
export function locate(segments: Segment[], quote: string): { segments: Segment[]; quote: string } | null {
  const starts: number[] = [];
  let text = "";
  for (const segment of segments) {
    if (text !== "") text += " ";
    starts.push(text.length);
    text += segment.text;
  }
  const found = findQuote(text, quote);
  if (!found) return null;
  const lies = segments.filter((segment, at) => {
    const start = starts[at] ?? 0;
    return start < found.end && start + segment.text.length > found.start;
  });
  return { segments: lies, quote: found.quote };
}

/** When something is due, as people say it. */
export const DUE =
  /\b(?:by|on|until|before|till)? ?(?:(?:next|this) (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: (?:morning|noon|evening))?|tomorrow(?: (?:morning|noon|evening))?|today|tonight|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}|the end of the (?:day|week|month))\b/i;

/** What is said today in the place of a line's quote; null where its segments say nothing like it. */
export function todayOf({ segmentIds, quote }: ReportLine, segments: Segment[]): string | null {
  const said = segmentIds.flatMap((id) => segments.find((segment) => segment.id === id)?.text ?? []);
  return said.length === 0 ? null : nearestSentence(said.join(" "), quote);
}

/** A line that says what is said today in its place, word for word; none where nothing like it is. */
export function redone(line: ReportLine, segments: Segment[]): ReportLine[] {
  const quote = todayOf(line, segments);
  if (quote === null) return [];
  const due = line.due === null ? null : (DUE.exec(quote)?.[0].trim() ?? null);
  return [{ ...line, text: quote, quote, due, stale: false }];
}

export function findLine(
  sections: ReportSection[],
  lineId: string,
): { plan: SectionPlan; line: ReportLine } | null {
  const all = sections.flatMap(({ lines, ...plan }) => lines.map((line) => ({ plan, line })));
  return all.find(({ line }) => line.id === lineId) ?? null;
}

/** The sections with one line in another form, or without it. */
export function changed(
  sections: ReportSection[],
  lineId: string,
  become: (line: ReportLine) => ReportLine[],
): ReportSection[] {
  return sections.map(({ lines, ...plan }) => ({
    ...plan,
    lines: lines.flatMap((line) => (line.id === lineId ? become(line) : [line])),
  }));
}

export function hasStale(sections: ReportSection[]): boolean {
  return sections.some(({ lines }) => lines.some(({ stale }) => stale));
}

/** The same sections, in which a line that says what one said before, in the same place, is that one. */
export function withKnownIds(sections: ReportSection[], before: ReportSection[]): ReportSection[] {
  return sections.map((section) => {
    const known = before.find((one) => keyOf(one) === keyOf(section))?.lines ?? [];
    const idOf = ({ id, text, segmentIds }: ReportLine) =>
      known.find((one) => one.text === text && one.segmentIds[0] === segmentIds[0])?.id ?? id;
    return { ...section, lines: section.lines.map((line) => ({ ...line, id: idOf(line) })) };
  });
}

/** The sections with one of them written anew. */
export function exchanged(old: ReportSection[], fresh: ReportSection[]): ReportSection[] {
  const anew = new Map(fresh.map((section) => [keyOf(section), section]));
  const known = old.map(keyOf);
  return [
    ...old.map((section) => anew.get(keyOf(section)) ?? section),
    ...fresh.filter((section) => !known.includes(keyOf(section))),
  ];
}
