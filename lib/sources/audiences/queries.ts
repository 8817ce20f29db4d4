import type { TxCtx } from "@/lib/ctx";

/**
 * Who will read an answer. `everybody`: every member but guests, because it is given in a public channel; `people`: those named, each of
 * whom must be able to read whatever is quoted; `outsiders`: guests and visitors among them, who see only what they were let into.
 */
export type Readers = {
  conversationId: string | null;
  everybody: boolean;
  people: string[];
  outsiders: string[];
};

/** Everybody who can read what is said in a conversation. Its assistants do not count. */
export async function findReaders(
  tx: TxCtx,
  conversationId: string,
  askedById: string | null,
): Promise<Readers> {
  const rows = await tx.db.$queryRaw<{ isPublic: boolean; memberId: string | null; isOutsider: boolean }[]>`
    select c.kind = 'channel' and c.visibility = 'public' as "isPublic", m.id as "memberId",
      coalesce(m.kind = 'visitor' or m.role = 'guest', false) as "isOutsider"
    from "Conversation" c
    left join "Member" m on m."workspaceId" = c."workspaceId" and m.kind <> 'assistant' and (m.id = ${askedById}::uuid or m.id in (
      select p."memberId" from "Participant" p where p."workspaceId" = c."workspaceId" and p."conversationId" = c.id))
    where c."workspaceId" = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid`;
  return { conversationId, everybody: rows[0]?.isPublic ?? false, ...sortOut(rows) };
}

/** One person alone, as in a chat of their own. */
export async function findReader(tx: TxCtx, memberId: string): Promise<Readers> {
  const rows = await tx.db.$queryRaw<{ memberId: string; isOutsider: boolean }[]>`
    select id as "memberId", kind = 'visitor' or role = 'guest' as "isOutsider"
    from "Member" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${memberId}::uuid and status = 'active'`;
  return { conversationId: null, everybody: false, ...sortOut(rows) };
}

function sortOut(
  rows: { memberId: string | null; isOutsider: boolean }[],
): Pick<Readers, "people" | "outsiders"> {
  const known = rows.flatMap(({ memberId, isOutsider }) => (memberId ? [{ memberId, isOutsider }] : []));
  return {
    people: known.map(({ memberId }) => memberId),
    outsiders: known.filter(({ isOutsider }) => isOutsider).map(({ memberId }) => memberId),
  };
}

/**
 * The audiences that contain all of these readers: nothing else may be ranked, quoted or counted for them. Containment is computed from
 * who is where right now, so that leaving, deleting or closing a channel takes effect with the next question. Nobody known
 * contains nothing, but for the conversation itself.
 */
export async function findAudiences(tx: TxCtx, readers: Readers): Promise<string[]> {
  const { conversationId, everybody, people, outsiders } = readers;
  const isOpen = outsiders.length === 0 && (everybody || people.length > 0);
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    with shared as (
      select p."conversationId" as id,
        count(*) filter (where p."memberId" = any(${people}::uuid[])) as people,
        count(*) filter (where p."memberId" = any(${outsiders}::uuid[])) as outsiders
      from "Participant" p
      where p."workspaceId" = ${tx.workspaceId}::uuid and p."memberId" = any(${people}::uuid[])
      group by p."conversationId"
    )
    select a.id from "Audience" a
    left join "Conversation" c on c."workspaceId" = a."workspaceId" and c.id = a."conversationId" and c."deletedAt" is null
    left join shared s on s.id = c.id
    where a."workspaceId" = ${tx.workspaceId}::uuid and case a.kind
      when 'workspace' then ${isOpen}
      when 'members' then ${!everybody && people.length > 0} and a."memberIds" @> ${people}::uuid[]
      else c.id is not null and (
        c.id = ${conversationId}::uuid
        or c.kind = 'channel' and c.visibility = 'public' and ${everybody || people.length > 0}
          and coalesce(s.outsiders, 0) = ${outsiders.length}
        or ${!everybody && people.length > 0} and coalesce(s.people, 0) = ${people.length})
    end`;
  return rows.map((row) => row.id);
}

/** The audiences of what every member but guests may read: the only ones that statistics count. */
export async function findOpenAudiences(tx: TxCtx): Promise<string[]> {
  return findAudiences(tx, { conversationId: null, everybody: true, people: [], outsiders: [] });
}
