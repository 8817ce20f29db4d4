import { read } from "@/lib/ctx";
import { refreshStatistics } from "@/lib/sources/statistics/commands";
import { percentile } from "../table";
import { ask, type Loaded, load } from "./ask";
import type { BenchPlace, BenchWorkspace } from "./place";
import type { Doc, RetrievalSet } from "./sets";

const DISTINCT = 1_000;
const BESIDE = 50;

/** `floor`: an empty transaction of the same role, in between the questions. All in milliseconds. */
export type Growth = { passages: number; postings: number; times: number[]; floor: number[] };

/**
 * The same questions to 1 000, 10 000 and 100 000 passages of one workspace, with 50 more workspaces of 1 000 beside it: stretches of
 * abstracts, the first 1 000 through the commands that index, the rest as their copies, which costs minutes less and ranks as slowly.
 */
export async function measureGrowth(place: BenchPlace, scifact: RetrievalSet): Promise<Growth[]> {
  const docs = scifact.docs.flatMap(stretchesOf).slice(0, DISTINCT);
  const workspace = await place.addWorkspace("growing");
  const loaded = await load(workspace, { ...scifact, docs });
  const questions = { ...loaded, set: scifact };
  await copyBeside(place, workspace);
  const growth = [await measure(place, questions, DISTINCT)];
  await multiply(place, workspace, 1, 9);
  growth.push(await measure(place, questions, DISTINCT * 10));
  await multiply(place, workspace, 10, 99);
  growth.push(await measure(place, questions, DISTINCT * 100));
  return growth;
}

/** About two sentences each. */
function stretchesOf(doc: Doc): Doc[] {
  const sentences = doc.text.split(/(?<=[.!?])\s+/);
  const stretches: Doc[] = [];
  for (let at = 0; at < sentences.length; at += 2)
    stretches.push({ ...doc, id: `${doc.id}.${at}`, text: sentences.slice(at, at + 2).join(" ") });
  return stretches;
}

async function measure(place: BenchPlace, loaded: Loaded, passages: number): Promise<Growth> {
  await place.sql.query("vacuum analyze");
  await refreshStatistics(loaded.workspace.ctx);
  const { rows } = await place.sql.query(
    "select count(*)::int as n from search.posting where workspace_id = $1",
    [loaded.workspace.id],
  );
  const times: number[] = [];
  const floor: number[] = [];
  for (const round of [0, 1]) {
    for (const query of loaded.set.queries) {
      const { ms } = await ask(loaded, query);
      if (round === 0) continue; // warm
      times.push(ms);
      const startedAt = performance.now();
      await read(loaded.workspace.ctx, (tx) => tx.db.$queryRaw`select 1`);
      floor.push(performance.now() - startedAt);
    }
  }
  console.log(
    `${passages} passages: p50 ${percentile(times, 50).toFixed(1)} ms, p95 ${percentile(times, 95).toFixed(1)} ms`,
  );
  return { passages, postings: rows[0].n, times, floor };
}

/** Copies `from` to `to` of what the workspace's first passages say, far behind their own keys. */
async function multiply(place: BenchPlace, { id }: BenchWorkspace, from: number, to: number): Promise<void> {
  await place.sql.query(
    `insert into "Passage" ("workspaceId", id, key, "sourceId", "audienceId", ordinal, anchor, text, "contentHash", length, "createdAt")
     select "workspaceId", gen_random_uuid(), key + copy * 100000000::bigint, "sourceId", "audienceId", ordinal + copy * 100000, anchor, text,
       "contentHash", length, "createdAt"
     from "Passage", generate_series($2::int, $3::int) copy where "workspaceId" = $1 and key < 100000000`,
    [id, from, to],
  );
  await place.sql.query(
    `insert into search.posting (workspace_id, term, passage_key, audience_id, tf, length)
     select workspace_id, term, passage_key + copy * 100000000::bigint, audience_id, tf, length
     from search.posting, generate_series($2::int, $3::int) copy where workspace_id = $1 and passage_key < 100000000`,
    [id, from, to],
  );
}

async function copyBeside(place: BenchPlace, { id }: BenchWorkspace): Promise<void> {
  for (let n = 0; n < BESIDE; n++) {
    const other = await place.addWorkspace(`beside-${n}`);
    const copy = (table: string, columns: string) =>
      `insert into ${table} ("workspaceId", ${columns}) select '${other.id}', ${columns} from ${table} where "workspaceId" = '${id}'`;
    await place.sql.query(copy('"Audience"', 'id, kind, "memberIds"'));
    await place.sql.query(copy('"Source"', 'id, type, "subjectId", title, "audienceId"'));
    await place.sql.query(
      copy(
        '"Passage"',
        'id, key, "sourceId", "audienceId", ordinal, anchor, text, "contentHash", length, "createdAt"',
      ),
    );
    await place.sql.query(
      `insert into search.posting (workspace_id, term, passage_key, audience_id, tf, length)
       select '${other.id}', term, passage_key, audience_id, tf, length from search.posting where workspace_id = '${id}'`,
    );
  }
}
