import { createHash } from "node:crypto";
import { MINUTE } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { ensureAudience } from "./audiences/commands";
import { indexTerms } from "./terms/rules";

/**
 * Makes what a message says findable, or what it no longer says forgotten: the index is made equal to the message as it is now, however
 * often, late or out of order this is called. Emits nothing. Exempt from audit: it derives, and changes nothing that people see.
 */
export function indexMessage(ctx: Ctx | TxCtx, messageId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const conversationId = await findPlace(tx, messageId);
    if (!conversationId) return forgetMessage(tx, messageId);
    const source = await lockSource(tx, conversationId);
    // Read after the lock: whoever indexes the same message next sees at least this version.
    const message = await findWorthy(tx, messageId);
    if (!message) return forgetMessage(tx, messageId);
    const contentHash = createHash("sha256").update(message.body).digest("base64url");
    const { counts, length } = indexTerms({ title: "", heading: null, text: message.body });
    const key = await putPassage(tx, { ...message, contentHash, source, length });
    if (key !== null) await replacePostings(tx, { key, audienceId: source.audienceId, counts, length });
  });
}

/** Removes what a message said from the index, and its passage. */
function forgetMessage(ctx: Ctx | TxCtx, messageId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const [passage] = await tx.db.$queryRaw<{ key: bigint }[]>`
      delete from "Passage" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${messageId}::uuid returning key`;
    if (passage) await deletePostings(tx, passage.key);
  });
}

const CATCH_UP_MS = 10 * MINUTE;
const CATCH_UP_MOST = 50;

/**
 * Indexes what was said in the last minutes and is not in the index yet, so that a question finds what was said before it even when the
 * jobs are late. Returns how many messages that were.
 */
export async function catchUpIndex(ctx: Ctx): Promise<number> {
  // Ids are ordered by time: this walks the primary key from ten minutes ago.
  const since = newId(ctx.clock.now().getTime() - CATCH_UP_MS);
  const rows = await transaction(
    ctx,
    (tx) => tx.db.$queryRaw<{ id: string }[]>`
      select m.id from "Message" m
      left join "Passage" p on p."workspaceId" = m."workspaceId" and p.id = m.id
      where m."workspaceId" = ${tx.workspaceId}::uuid and m.id > ${since}::uuid and p.id is null
        and m.role = 'user' and m.type not in ('event', 'report') and m."deletedAt" is null
      order by m.id desc limit ${CATCH_UP_MOST}`,
  );
  for (const { id } of rows) await indexMessage(ctx, id);
  return rows.length;
}

async function findPlace(tx: TxCtx, messageId: string): Promise<string | null> {
  const message = await tx.db.message.findFirst({
    where: { workspaceId: tx.workspaceId, id: messageId },
    select: { conversationId: true },
  });
  return message?.conversationId ?? null;
}

type Worthy = { id: string; body: string; seq: number; conversationId: string; createdAt: Date };

/** What people wrote and did not delete. An assistant's answer is no evidence for its next one, and a posted report none beside its recording. */
async function findWorthy(tx: TxCtx, messageId: string): Promise<Worthy | null> {
  const message = await tx.db.message.findFirst({
    where: {
      workspaceId: tx.workspaceId,
      id: messageId,
      deletedAt: null,
      role: "user",
      type: { notIn: ["event", "report"] },
    },
    include: { parent: { select: { seq: true } } },
  });
  if (!message) return null;
  const { id, body, conversationId, createdAt } = message;
  return { id, body, conversationId, createdAt, seq: message.seq ?? message.parent?.seq ?? 0 };
}

type LockedSource = { id: string; audienceId: string };

/** The source of a conversation with its audience, made when the first message comes; its row locked, so that passages take their numbers in turn. */
async function lockSource(tx: TxCtx, conversationId: string): Promise<LockedSource> {
  const find = () => tx.db.$queryRaw<LockedSource[]>`
    select id, "audienceId" from "Source"
    where "workspaceId" = ${tx.workspaceId}::uuid and type = 'conversation' and "subjectId" = ${conversationId}::uuid for update`;
  const [known] = await find();
  if (known) return known;
  const audienceId = await ensureAudience(tx, { kind: "conversation", conversationId });
  await tx.db.source.createMany({
    data: [
      {
        workspaceId: tx.workspaceId,
        id: newId(),
        type: "conversation",
        subjectId: conversationId,
        title: "",
        audienceId,
      },
    ],
    skipDuplicates: true,
  });
  const [made] = await find();
  if (!made) throw new Error("A source vanished in the transaction that made it.");
  return made;
}

type NewPassage = Worthy & { contentHash: string; source: LockedSource; length: number };

/** Writes the passage and returns its key, or null when it says what it said before. */
async function putPassage(tx: TxCtx, passage: NewPassage): Promise<bigint | null> {
  const { id, conversationId, seq, source, length } = passage;
  const anchor = JSON.stringify({ kind: "message", conversationId, messageId: id, seq });
  const [row] = await tx.db.$queryRaw<{ key: bigint }[]>`
    insert into "Passage" as p ("workspaceId", id, "sourceId", "audienceId", ordinal, anchor, text, "contentHash", length, "createdAt")
    values (${tx.workspaceId}::uuid, ${id}::uuid, ${source.id}::uuid, ${source.audienceId}::uuid,
      (select coalesce(max(ordinal), 0) + 1 from "Passage" where "workspaceId" = ${tx.workspaceId}::uuid and "sourceId" = ${source.id}::uuid),
      ${anchor}::jsonb, ${passage.body}, ${passage.contentHash}, ${length}::int, ${passage.createdAt}::timestamptz)
    on conflict ("workspaceId", id) do update
      set text = excluded.text, "contentHash" = excluded."contentHash", length = excluded.length
      where p."contentHash" <> excluded."contentHash"
    returning key`;
  return row?.key ?? null;
}

const MOST_TF = 32_767;

type Postings = { key: bigint; audienceId: string; counts: Map<string, number>; length: number };

async function replacePostings(tx: TxCtx, { key, audienceId, counts, length }: Postings): Promise<void> {
  await deletePostings(tx, key);
  const frequencies = [...counts.values()].map((tf) => Math.min(tf, MOST_TF));
  await tx.db.$executeRaw`
    insert into search.posting (workspace_id, term, passage_key, audience_id, tf, length)
    select ${tx.workspaceId}::uuid, term, ${key}::bigint, ${audienceId}::uuid, tf, ${length}::int
    from unnest(${[...counts.keys()]}::text[], ${frequencies}::smallint[]) as t (term, tf)`;
}

async function deletePostings(tx: TxCtx, key: bigint): Promise<void> {
  await tx.db.$executeRaw`
    delete from search.posting where workspace_id = ${tx.workspaceId}::uuid and passage_key = ${key}::bigint`;
  await tx.vectors.forget(tx.db, tx.workspaceId, [key]);
}
