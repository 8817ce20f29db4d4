import { createHash } from "node:crypto";
import type { z } from "zod";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import type { AnchorDto } from "@/lib/messages/schema";
import { indexTerms } from "@/lib/sources/terms/rules";

export type NewSource = {
  type: "document" | "recording";
  subjectId: string;
  title: string;
  passages: { text: string; anchor: z.infer<typeof AnchorDto> }[];
};

const PASSAGES_AT_ONCE = 200;

/** Puts sources into the index, for every member to read. */
export async function addSources(ctx: Ctx, sources: NewSource[]): Promise<void> {
  const audienceId = await transaction(ctx, ensureAudience);
  let batch: NewSource[] = [];
  const write = async () => {
    const due = batch;
    batch = [];
    await transaction(ctx, async (tx) => {
      for (const source of due) await addSource(tx, audienceId, source);
    });
  };
  for (const source of sources) {
    batch.push(source);
    if (batch.reduce((sum, { passages }) => sum + passages.length, 0) >= PASSAGES_AT_ONCE) await write();
  }
  await write();
}

async function ensureAudience(tx: TxCtx): Promise<string> {
  const known = await tx.db.audience.findFirst({ where: { workspaceId: tx.workspaceId, kind: "workspace" } });
  if (known) return known.id;
  const id = newId();
  await tx.db.audience.create({ data: { workspaceId: tx.workspaceId, id, kind: "workspace" } });
  return id;
}

async function addSource(tx: TxCtx, audienceId: string, source: NewSource): Promise<void> {
  const { workspaceId } = tx;
  const sourceId = newId();
  const { type, subjectId, title, passages } = source;
  await tx.db.source.create({ data: { workspaceId, id: sourceId, type, subjectId, title, audienceId } });
  const read = passages.map((passage) => ({
    ...passage,
    ...indexTerms({ title, heading: null, text: passage.text }),
  }));
  const rows = await tx.db.passage.createManyAndReturn({
    data: read.map(({ text, anchor, length }, index) => ({
      ...{ workspaceId, id: newId(), sourceId, audienceId, ordinal: index + 1, anchor, text, length },
      contentHash: createHash("sha256").update(text).digest("base64url"),
      createdAt: tx.clock.now(),
    })),
    select: { key: true, ordinal: true },
  });
  const postings = rows.flatMap(({ key, ordinal }) =>
    [...(read[ordinal - 1]?.counts ?? [])].map(([term, tf]) => ({
      ...{ term, tf, key, length: read[ordinal - 1]?.length ?? 0 },
    })),
  );
  await tx.db.$executeRaw`
    insert into search.posting (workspace_id, term, passage_key, audience_id, tf, length)
    select ${workspaceId}::uuid, term, key, ${audienceId}::uuid, tf, length
    from unnest(${postings.map(({ term }) => term)}::text[], ${postings.map(({ key }) => key)}::bigint[],
      ${postings.map(({ tf }) => tf)}::smallint[], ${postings.map(({ length }) => length)}::int[]) as t (term, key, tf, length)`;
}
