/** Normalized discounted cumulative gain at `k`, as trec_eval has it: gains are grades, the ideal order is the judgments'. */
export function ndcg(ranked: string[], relevant: Map<string, number>, k: number): number {
  const gain = (grades: number[]) =>
    grades.slice(0, k).reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0);
  const ideal = gain([...relevant.values()].toSorted((a, b) => b - a));
  return ideal === 0 ? 0 : gain(ranked.map((id) => relevant.get(id) ?? 0)) / ideal;
}

/** The chance that a positive scores above a negative, ties counting half: the area under the ROC curve. */
export function auroc(positives: number[], negatives: number[]): number {
  const all = [
    ...positives.map((score) => ({ score, isPositive: true })),
    ...negatives.map((score) => ({ score, isPositive: false })),
  ].toSorted((a, b) => a.score - b.score);
  let ranks = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.score === all[from]?.score) to += 1;
    const positivesHere = all.slice(from, to).filter(({ isPositive }) => isPositive).length;
    ranks += (positivesHere * (from + 1 + to)) / 2;
    from = to;
  }
  const n = positives.length;
  return (ranks - (n * (n + 1)) / 2) / (n * negatives.length);
}

export function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
