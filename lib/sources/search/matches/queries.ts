import { visibleConversations } from "@/lib/conversations/policy";
import type { TxCtx } from "@/lib/ctx";
import type { Filters } from "../filters/queries";
import { toNameQuery } from "../names/rules";
import { type Typed, toWordQuery } from "../rules";

/** Counting goes so far. */
const MOST_COUNTED = 1_000;

/** A message that was found; `seq` is the one that it opens at. */
export type Matched = { id: string; conversationId: string; createdAt: Date; seq: number };

/**
 * Messages that say what was looked for or carry a file that is called so, and that the actor may read; newest first, as many as are counted.
 */
export async function matchMessages(tx: TxCtx, typed: Typed, filters: Filters): Promise<Matched[]> {
  const query = toWordQuery(typed);
  if (filters.isNowhere || filters.place) return [];
  const places = filters.in ? [filters.in.conversationId] : await listPlaces(tx);
  if (!query) return filters.hasFile ? listWithFiles(tx, places, filters) : [];
  const senders = filters.from ? [filters.from.memberId] : null;
  const names = toNameQuery(typed);
  return tx.db.$queryRaw<Matched[]>`
    select f.id, f.conversation_id as "conversationId", f.created_at as "createdAt", coalesce(m.seq, parent.seq, 0) as seq
    from search_messages(${tx.workspaceId}::uuid, ${places}::uuid[],
      to_tsquery('simple', ${query.words}) && ${query.pairs}::tsquery,
      to_tsquery('simple', ${names?.words ?? null}::text) && ${names?.pairs ?? null}::tsquery, ${senders}::uuid[],
      ${filters.after}::timestamptz, ${filters.before}::timestamptz, ${filters.hasFile}, ${MOST_COUNTED}) f
    join "Message" m on m."workspaceId" = ${tx.workspaceId}::uuid and m.id = f.id
    left join "Message" parent on parent."workspaceId" = m."workspaceId" and parent.id = m."parentId"
    order by f.created_at desc, f.id desc`;
}

/** Newest first: `has:file` without a word. */
async function listWithFiles(
  tx: TxCtx,
  places: string[],
  { from, before, after }: Filters,
): Promise<Matched[]> {
  const rows = await tx.db.message.findMany({
    where: {
      workspaceId: tx.workspaceId,
      conversationId: { in: places },
      deletedAt: null,
      files: { some: {} },
      ...(from ? { senderId: from.memberId } : {}),
      createdAt: { ...(after ? { gte: after } : {}), ...(before ? { lt: before } : {}) },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST_COUNTED,
    select: { id: true, conversationId: true, createdAt: true, seq: true, parent: { select: { seq: true } } },
  });
  return rows.map(({ parent, seq, ...row }) => ({ ...row, seq: seq ?? parent?.seq ?? 0 }));
}

async function listPlaces(tx: TxCtx): Promise<string[]> {
  const rows = await tx.db.conversation.findMany({ where: visibleConversations(tx), select: { id: true } });
  return rows.map(({ id }) => id);
}
