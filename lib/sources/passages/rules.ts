import type { CitationDto } from "@/lib/messages/schema";

type Anchor = CitationDto["anchor"];
type Placed = { sourceId: string; anchor: Anchor };

/**
 * Of passages that share words of their source, as windows over a transcript do, only the best: two of them would say the same twice.
 * `passages` best first.
 */
export function withoutOverlaps<P extends Placed>(passages: P[]): P[] {
  const kept: P[] = [];
  for (const passage of passages) {
    if (!kept.some((better) => overlap(better, passage))) kept.push(passage);
  }
  return kept;
}

function overlap(a: Placed, b: Placed): boolean {
  if (a.sourceId !== b.sourceId) return false;
  const [left, right] = [stretchOf(a.anchor), stretchOf(b.anchor)];
  return left.of === right.of && left.start < right.end && right.start < left.end;
}

type Stretch = { of: string; start: number; end: number };

/** Where in what part of its source a passage stands. */
function stretchOf(anchor: Anchor): Stretch {
  switch (anchor.kind) {
    case "message":
      return { of: anchor.messageId, start: 0, end: 1 };
    case "page":
      return { of: `page ${anchor.page}`, start: anchor.start, end: anchor.end };
    case "slide":
      return { of: `slide ${anchor.slide}`, start: anchor.start, end: anchor.end };
    case "rows":
      return { of: `sheet ${anchor.sheet}`, start: anchor.firstRow, end: anchor.lastRow + 1 };
    case "text":
      return { of: "text", start: anchor.start, end: anchor.end };
    case "time":
      return { of: "time", start: anchor.startMs, end: anchor.endMs };
  }
}
