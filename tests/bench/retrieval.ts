import { type Answered, askAll, askWithout, hitsOf, load, ndcgOf } from "./retrieval/ask";
import { type Growth, measureGrowth } from "./retrieval/growth";
import { openPlace } from "./retrieval/place";
import { loadCranfield, loadQmsum, loadScifact, loadXquad, type RetrievalSet } from "./retrieval/sets";
import { percentile, print } from "./table";

/**
 * How well passages are found: public sets, loaded into workspaces of an embedded PostgreSQL by the commands that index and asked by the
 * query that serves people, under row-level security, without an embedder. `PARLEY_BENCH_DATA` names a folder with the sets
 * that may be measured and not shipped; `--json FILE` keeps the tables.
 */
const EVERY = Number(process.env.BENCH_EVERY ?? 1);

const place = await openPlace();
try {
  const rows: string[][] = [["set", "measure", "must", "published", "here", "p50 ms", "p95 ms"]];
  const row = (
    set: string,
    measure: string,
    must: string,
    published: string,
    here: number,
    asked: Answered[],
  ) => {
    const times = asked.map(({ ms }) => ms);
    console.log(`${set}, ${measure}: ${here.toFixed(4)}`);
    rows.push([
      set,
      measure,
      must,
      published,
      here.toFixed(4),
      ...[50, 95].map((p) => percentile(times, p).toFixed(1)),
    ]);
  };
  const loadInto = async (set: RetrievalSet) => {
    const startedAt = performance.now();
    const slug = set.name.toLowerCase().replaceAll(" ", "-");
    const loaded = await load(await place.addWorkspace(slug), set);
    console.log(
      `${set.name}: ${set.docs.length} passages in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
    );
    await place.sql.query("analyze");
    return loaded;
  };

  const scifact = await askAll(await loadInto(loadScifact()));
  row("SciFact", "nDCG@10", "0.69", "0.679 BM25, 0.747 best hybrid", ndcgOf(scifact), scifact);
  const cranfield = loadCranfield();
  if (cranfield) {
    const answers = await askAll(await loadInto(cranfield));
    row("Cranfield", "nDCG@10", "0.38", "", ndcgOf(answers), answers);
  } else {
    console.log("Cranfield may not be shipped: set PARLEY_BENCH_DATA to a folder with retrieval/cranfield.*");
  }
  for (const [language, must] of [
    ["en", "0.97"],
    ["zh", "0.96"],
    ["th", "0.91"],
  ] as const) {
    const loaded = await loadInto(loadXquad(language));
    const answers = await askAll(loaded, EVERY);
    row(`XQuAD ${language}`, "nDCG@10", must, "", ndcgOf(answers), answers);
    const gate = await askWithout(loaded, answers);
    row(`XQuAD ${language}, article deleted`, "AUROC", "0.97", "", gate.auroc, answers);
    console.log(
      `${language}: refused ${(gate.refused * 100).toFixed(1)} % of what can be answered, answered ${(gate.answeredAnyway * 100).toFixed(1)} % of what cannot; a bar at ${gate.bar.toFixed(3)} would refuse 5 %`,
    );
  }
  const qmsum = await askAll(await loadInto(loadQmsum()));
  row("QMSum", "hit@5", "0.734", "", hitsOf(qmsum, 5), qmsum);
  print("bench:retrieval", rows);
  printGrowth(await measureGrowth(place, loadScifact()));
} finally {
  await place.close();
}

function printGrowth(growth: Growth[]): void {
  const ms = (values: number[], p: number) => percentile(values, p).toFixed(1);
  print("question to first passage, 50 workspaces beside it", [
    ["passages", "postings", "p50 ms", "p95 ms", "floor p50", "floor p95"],
    ...growth.map(({ passages, postings, times, floor }) => [
      ...[passages, postings].map((count) => count.toLocaleString("en")),
      ...[ms(times, 50), ms(times, 95), ms(floor, 50), ms(floor, 95)],
    ]),
  ]);
}
