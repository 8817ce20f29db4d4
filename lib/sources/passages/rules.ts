import type { CitationDto } from "@/lib/messages/schema";

type Placed = { sourceId: string; anchor: CitationDto["anchor"] };

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
  if (a.anchor.kind === "time" && b.anchor.kind === "time")
    return a.anchor.startMs < b.anchor.endMs && b.anchor.startMs < a.anchor.endMs;
  if (a.anchor.kind === "page" && b.anchor.kind === "page" && a.anchor.page === b.anchor.page)
    return a.anchor.start < b.anchor.end && b.anchor.start < a.anchor.end;
  return false;
}
