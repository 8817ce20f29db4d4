import { createHash } from "node:crypto";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import type { Source } from "@/prisma/generated/client";
import { passagesChanged, sourceRenamed } from "../events";
import { indexTerms } from "../terms/rules";
import type { NewPassage, SourceOf } from "./schema";

/**
 * The writing side of the index for whole sources. A version is opened, filled in batches, and published in one statement that retires the one
 * before it: a question meets the old words or the new ones, never both, never half. All of it may be repeated after a crash.
 * Emits: none. Exempt from audit: it derives, and changes nothing that people see.
 */

/**
 * The source of this version that is not findable yet. What was put into it before stays; where the version is found already, it is filled anew
 * beside the one that answers. Its readers are those of now: call it in a transaction that holds the row of the document or recording, or a
 * change of readers may miss what is not there yet.
 */
export async function openSource(tx: TxCtx, source: SourceOf): Promise<string> {
  const { type, subjectId, version } = source;
  const of = { workspaceId: tx.workspaceId, type, subjectId, version };
  const open = await tx.db.source.findFirst({ where: { ...of, status: "indexing" } });
  if (open) return open.id;
  const last = await tx.db.source.findFirst({ where: of, orderBy: { edition: "desc" } });
  const id = newId();
  const { title, audienceId, createdAt } = source;
  await tx.db.source.create({
    data: { ...of, id, status: "indexing", edition: (last?.edition ?? 0) + 1, title, audienceId, createdAt },
  });
  return id;
}

/** Adds passages with their postings. Those that are there already, by their ordinal, are left as they are. */
export function putPassages(ctx: Ctx | TxCtx, sourceId: string, passages: NewPassage[]): Promise<void> {
  return transaction(ctx, async (tx) => {
    const source = await lockSource(tx, sourceId);
    if (!source || passages.length === 0) return;
    const indexed = passages.map((passage) => ({
      ...passage,
      id: newId(),
      contentHash: createHash("sha256").update(passage.text).digest("base64url"),
      ...indexTerms({ title: source.title, heading: passage.heading, text: passage.text }),
    }));
    const keys = await insertPassages(tx, source, indexed);
    await insertPostings(
      tx,
      source.audienceId,
      indexed.flatMap(({ ordinal, counts, length }) => {
        const key = keys.get(ordinal);
        return key === undefined ? [] : [{ key, counts, length }];
      }),
    );
  });
}

/** Takes out of a version the passages with ordinals from `from` on and before `before`, so that they can be put there anew. */
export async function clearPassages(
  tx: TxCtx,
  sourceId: string,
  { from, before = MOST_ORDINAL }: { from: number; before?: number },
): Promise<void> {
  await lockSource(tx, sourceId);
  const passages = await tx.db.$queryRaw<{ key: bigint }[]>`
    delete from "Passage" where "workspaceId" = ${tx.workspaceId}::uuid and "sourceId" = ${sourceId}::uuid
      and ordinal >= ${from}::int and ordinal < ${before}::int returning key`;
  await deletePostings(tx, passages);
}

const MOST_ORDINAL = 2_147_483_647;

/** Makes a version the one that is found, and every other one of its subject not. */
export function publishSource(ctx: Ctx | TxCtx, sourceId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const source = await tx.db.source.findFirst({ where: { workspaceId: tx.workspaceId, id: sourceId } });
    if (!source) return;
    await lockSources(tx, { type: source.type, subjectId: source.subjectId });
    if ((await lockSource(tx, sourceId))?.deletedAt !== null) return;
    await tx.db.$executeRaw`
      update "Source" set status = case when id = ${sourceId}::uuid then 'ready' else 'superseded' end
      where "workspaceId" = ${tx.workspaceId}::uuid and type = ${source.type} and "subjectId" = ${source.subjectId}::uuid
        and status in ('ready', 'indexing') and version <= ${source.version}`;
    if (tx.embeddings.embedder()) await enqueue(tx, passagesChanged({}));
  });
}

type Subject = Pick<SourceOf, "type" | "subjectId">;

/** Gone from search and answers with this statement; its rows are kept, for it may come back. */
export async function hideSources(tx: TxCtx, { type, subjectId }: Subject): Promise<void> {
  await lockSources(tx, { type, subjectId });
  await tx.db.source.updateMany({
    where: { workspaceId: tx.workspaceId, type, subjectId },
    data: { deletedAt: tx.clock.now() },
  });
}

/** What was hidden is found again. */
export async function showSources(tx: TxCtx, { type, subjectId }: Subject): Promise<void> {
  await lockSources(tx, { type, subjectId });
  await tx.db.source.updateMany({
    where: { workspaceId: tx.workspaceId, type, subjectId },
    data: { deletedAt: null },
  });
}

/** What it is called in citations from now on. The words of the title in the index follow by `followTitle`. Emits source.renamed. */
export async function renameSources(tx: TxCtx, { type, subjectId }: Subject, title: string): Promise<void> {
  await tx.db.source.updateMany({ where: { workspaceId: tx.workspaceId, type, subjectId }, data: { title } });
  await enqueue(tx, sourceRenamed({ type, subjectId }));
}

/**
 * Other readers. Passages change hands here, and what is not in a passage's audience is never shown: narrowing takes effect with this
 * transaction. The sources come first: whoever is writing passages into one holds its row, and what they wrote is seen only after it. The
 * postings, of which there may be a million, follow by `followAudience`.
 */
export async function moveSources(
  tx: TxCtx,
  { type, subjectId }: Subject,
  audienceId: string,
): Promise<void> {
  await lockSources(tx, { type, subjectId });
  await tx.db.source.updateMany({
    where: { workspaceId: tx.workspaceId, type, subjectId },
    data: { audienceId },
  });
  await tx.db.$executeRaw`
    update "Passage" p set "audienceId" = ${audienceId}::uuid from "Source" s
    where s."workspaceId" = ${tx.workspaceId}::uuid and s.type = ${type} and s."subjectId" = ${subjectId}::uuid
      and p."workspaceId" = s."workspaceId" and p."sourceId" = s.id`;
}

const POSTINGS_OF = 200;

/** Lets postings follow their passages to another audience. However often and late: they end where the passages are. */
export async function followAudience(ctx: Ctx, { type, subjectId }: Subject): Promise<void> {
  const passages = await transaction(ctx, (tx) =>
    tx.db.passage.findMany({
      where: { workspaceId: tx.workspaceId, source: { type, subjectId } },
      select: { key: true },
      orderBy: { key: "asc" },
    }),
  );
  for (let from = 0; from < passages.length; from += POSTINGS_OF) {
    const keys = passages.slice(from, from + POSTINGS_OF).map(({ key }) => key);
    await transaction(ctx, async (tx) => {
      await tx.db.$executeRaw`
        update search.posting t set audience_id = p."audienceId" from "Passage" p
        where p."workspaceId" = ${tx.workspaceId}::uuid and p.key = any(${keys}::bigint[])
          and t.workspace_id = p."workspaceId" and t.passage_key = p.key and t.audience_id <> p."audienceId"`;
      await tx.vectors.follow(tx.db, tx.workspaceId, keys);
    });
  }
}

const PURGED_AT_ONCE = 200;

/** Removes a batch of what is not found any more: superseded versions, or all versions of a subject that is gone for good. Returns how many. */
export function purgePassages(ctx: Ctx | TxCtx, subject: Subject & { isGone: boolean }): Promise<number> {
  return transaction(ctx, async (tx) => {
    const { type, subjectId, isGone } = subject;
    await lockSources(tx, { type, subjectId });
    const passages = await tx.db.$queryRaw<{ key: bigint }[]>`
      delete from "Passage" p using (
        select q."workspaceId", q.id from "Passage" q
        join "Source" s on s."workspaceId" = q."workspaceId" and s.id = q."sourceId"
        where s."workspaceId" = ${tx.workspaceId}::uuid and s.type = ${type} and s."subjectId" = ${subjectId}::uuid
          and (${isGone} or s.status = 'superseded')
        limit ${PURGED_AT_ONCE}
      ) due where p."workspaceId" = due."workspaceId" and p.id = due.id returning p.key`;
    await deletePostings(tx, passages);
    if (passages.length < PURGED_AT_ONCE)
      await tx.db.source.deleteMany({
        where: { workspaceId: tx.workspaceId, type, subjectId, ...(isGone ? {} : { status: "superseded" }) },
      });
    return passages.length;
  });
}

async function deletePostings(tx: TxCtx, passages: { key: bigint }[]): Promise<void> {
  const keys = passages.map(({ key }) => key);
  await tx.db.$executeRaw`
    delete from search.posting where workspace_id = ${tx.workspaceId}::uuid and passage_key = any(${keys}::bigint[])`;
  await tx.vectors.forget(tx.db, tx.workspaceId, keys);
}

/** All versions of a subject, always in the same order, and before any of their passages: so nobody waits for each other. */
async function lockSources(
  tx: TxCtx,
  { type, subjectId }: { type: string; subjectId: string },
): Promise<void> {
  await tx.db.$queryRaw`
    select 1 from "Source" where "workspaceId" = ${tx.workspaceId}::uuid and type = ${type} and "subjectId" = ${subjectId}::uuid
    order by id for update`;
}

/** Its row locked, so that batches come one after the other and a new audience waits for the batch that is being written. */
export async function lockSource(tx: TxCtx, sourceId: string): Promise<Source | null> {
  await tx.db.$queryRaw`
    select 1 from "Source" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${sourceId}::uuid for update`;
  return tx.db.source.findFirst({ where: { workspaceId: tx.workspaceId, id: sourceId } });
}

type Indexed = NewPassage & { id: string; contentHash: string; counts: Map<string, number>; length: number };

/** Returns the keys of those that are new, by their ordinals. */
async function insertPassages(tx: TxCtx, source: Source, passages: Indexed[]): Promise<Map<number, bigint>> {
  const of = <T>(pick: (passage: Indexed) => T) => passages.map(pick);
  const rows = await tx.db.$queryRaw<{ ordinal: number; key: bigint }[]>`
    insert into "Passage" ("workspaceId", id, "sourceId", "audienceId", ordinal, anchor, text, heading, language,
      "isInstruction", "contentHash", length, "createdAt")
    select ${tx.workspaceId}::uuid, id, ${source.id}::uuid, ${source.audienceId}::uuid, ordinal, anchor, text, heading, language,
      is_instruction, content_hash, length, ${source.createdAt}::timestamptz
    from unnest(
      ${of(({ id }) => id)}::uuid[], ${of(({ ordinal }) => ordinal)}::int[],
      ${of(({ anchor }) => JSON.stringify(anchor))}::jsonb[], ${of(({ text }) => text)}::text[],
      ${of(({ heading }) => heading)}::text[], ${of(({ language }) => language)}::text[],
      ${of(({ isInstruction }) => isInstruction)}::boolean[], ${of(({ contentHash }) => contentHash)}::text[],
      ${of(({ length }) => length)}::int[]
    ) as t (id, ordinal, anchor, text, heading, language, is_instruction, content_hash, length)
    on conflict ("workspaceId", "sourceId", ordinal) do nothing
    returning ordinal, key`;
  return new Map(rows.map(({ ordinal, key }) => [ordinal, key]));
}

const MOST_TF = 32_767;

/** `key` of a passage that has no postings; `counts` and `length` by `indexTerms`. Emits: none. Exempt from audit: it derives. */
export async function insertPostings(
  tx: TxCtx,
  audienceId: string,
  passages: { key: bigint; counts: Map<string, number>; length: number }[],
): Promise<void> {
  const postings = passages.flatMap(({ key, counts, length }) =>
    [...counts].map(([term, tf]) => ({ key, term, tf: Math.min(tf, MOST_TF), length })),
  );
  await tx.db.$executeRaw`
    insert into search.posting (workspace_id, term, passage_key, audience_id, tf, length)
    select ${tx.workspaceId}::uuid, term, key, ${audienceId}::uuid, tf, length
    from unnest(
      ${postings.map(({ term }) => term)}::text[], ${postings.map(({ key }) => key)}::bigint[],
      ${postings.map(({ tf }) => tf)}::smallint[], ${postings.map(({ length }) => length)}::int[]
    ) as t (term, key, tf, length)`;
}
