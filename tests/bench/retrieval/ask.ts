import { newId } from "@/lib/core/ids";
import { read, transaction } from "@/lib/ctx";
import { findReader } from "@/lib/sources/audiences/queries";
import { searchPassages } from "@/lib/sources/queries";
import { refreshStatistics } from "@/lib/sources/statistics/commands";
import { percentile } from "../table";
import { addSources, type NewSource } from "./load";
import { auroc, mean, ndcg } from "./measures";
import type { BenchWorkspace } from "./place";
import type { Query, RetrievalSet } from "./sets";

/** A set in a workspace: how a passage that was found is named in the set's judgments. */
export type Loaded = {
  set: RetrievalSet;
  workspace: BenchWorkspace;
  nameOf: Map<string, string>;
  subjectOf: Map<string, string>;
};

const TURN_MS = 10_000;

/** Loads a set as documents, a group of passages each; a meeting as a recording whose turns take ten seconds. */
export async function load(workspace: BenchWorkspace, set: RetrievalSet): Promise<Loaded> {
  const nameOf = new Map<string, string>();
  const subjectOf = new Map<string, string>();
  const groups = Map.groupBy(set.docs, ({ group }) => group);
  const sources = [...groups].map(([group, docs]): NewSource => {
    const subjectId = newId();
    subjectOf.set(group, subjectId);
    const passages = docs.map(({ id, text }, index) => {
      const turn = Number(id.split(".")[1]);
      const anchor = set.isMeeting
        ? { kind: "time" as const, startMs: turn * TURN_MS, endMs: (turn + 6) * TURN_MS }
        : { kind: "page" as const, page: index + 1, start: 0, end: text.length };
      nameOf.set(keyOf(subjectId, anchor.kind === "time" ? anchor.startMs : anchor.page), id);
      return { text, anchor };
    });
    const type = set.isMeeting ? "recording" : "document";
    return { type, subjectId, title: docs[0]?.title ?? "", passages };
  });
  await addSources(workspace.ctx, sources);
  await refreshStatistics(workspace.ctx);
  return { set, workspace, nameOf, subjectOf };
}

export type Answered = { query: Query; ranked: string[]; evidence: number; isEnough: boolean; ms: number };

/** Asks as the owner of the workspace would: one transaction, from the question to the passages. */
export async function ask(loaded: Loaded, query: Query, within: string[] | null = null): Promise<Answered> {
  const { ctx, memberId } = loaded.workspace;
  const startedAt = performance.now();
  const found = await read(ctx, async (tx) => {
    const readers = await findReader(tx, memberId);
    return searchPassages(tx, { question: query.text, readers, questionId: null, within, limit: 10 });
  });
  const ms = performance.now() - startedAt;
  const ranked = found.passages.map(({ sourceId, anchor }) => {
    const place = anchor.kind === "time" ? anchor.startMs : anchor.kind === "page" ? anchor.page : 0;
    return loaded.nameOf.get(keyOf(sourceId, place)) ?? "";
  });
  return { query, ranked, evidence: found.evidence, isEnough: found.isEnough, ms };
}

/** Every question that has a judged passage, one after another; a meeting's in their own meeting. */
export async function askAll(loaded: Loaded, every = 1): Promise<Answered[]> {
  const answers: Answered[] = [];
  const judged = loaded.set.queries.filter(({ relevant }) => relevant.size > 0);
  for (const query of judged.filter((_, index) => index % every === 0)) {
    const meeting = loaded.set.isMeeting ? (query.id.split(".")[0] ?? "") : null;
    answers.push(await ask(loaded, query, meeting === null ? null : [loaded.subjectOf.get(meeting) ?? ""]));
  }
  return answers;
}

export function ndcgOf(answers: Answered[]): number {
  return mean(answers.map(({ query, ranked }) => ndcg(ranked, query.relevant, 10)));
}

export function hitsOf(answers: Answered[], k: number): number {
  return mean(
    answers.map(({ query, ranked }) => (ranked.slice(0, k).some((id) => query.relevant.has(id)) ? 1 : 0)),
  );
}

/** `bar`: the evidence that 95 % of the questions reach whose answer is there. */
export type Gate = { auroc: number; refused: number; answeredAnyway: number; bar: number };

/** Asks every question again after the document that answers it was deleted, for each document in turn. */
export async function askWithout(loaded: Loaded, answers: Answered[]): Promise<Gate> {
  const without: Answered[] = [];
  const groups = Map.groupBy(
    answers,
    ({ query }) => ([...query.relevant.keys()][0] ?? "").split(".")[0] ?? "",
  );
  for (const [group, answered] of groups) {
    const subjectId = loaded.subjectOf.get(group) ?? "";
    await setDeleted(loaded, subjectId, new Date());
    for (const { query } of answered) without.push(await ask(loaded, query));
    await setDeleted(loaded, subjectId, null);
  }
  return {
    auroc: auroc(
      answers.map(({ evidence }) => evidence),
      without.map(({ evidence }) => evidence),
    ),
    bar: percentile(
      answers.map(({ evidence }) => evidence),
      5,
    ),
    refused: mean(answers.map(({ isEnough }) => (isEnough ? 0 : 1))),
    answeredAnyway: mean(without.map(({ isEnough }) => (isEnough ? 1 : 0))),
  };
}

async function setDeleted({ workspace }: Loaded, subjectId: string, deletedAt: Date | null): Promise<void> {
  await transaction(workspace.ctx, (tx) =>
    tx.db.source.updateMany({ where: { workspaceId: tx.workspaceId, subjectId }, data: { deletedAt } }),
  );
}

function keyOf(subjectId: string, place: number): string {
  return `${subjectId} ${place}`;
}
