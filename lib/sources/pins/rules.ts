/** How well ranks do over all questions; null is a question that did not find its source. Of no question at all every share is 0. */
export function sharesOf(ranks: (number | null)[]): {
  hitAt1: number;
  hitAt5: number;
  meanReciprocalRank: number;
} {
  const share = (gain: (rank: number) => number) =>
    ranks.length === 0
      ? 0
      : ranks.reduce((sum: number, rank) => sum + (rank ? gain(rank) : 0), 0) / ranks.length;
  return {
    hitAt1: share((rank) => (rank === 1 ? 1 : 0)),
    hitAt5: share((rank) => (rank <= 5 ? 1 : 0)),
    meanReciprocalRank: share((rank) => 1 / rank),
  };
}

/** At which place the first passage of a source stands, from 1, counting sources and not their passages; null: nowhere. */
export function rankOf(sourceId: string, found: { sourceId: string }[]): number | null {
  const sources = [...new Set(found.map((passage) => passage.sourceId))];
  const at = sources.indexOf(sourceId);
  return at < 0 ? null : at + 1;
}
