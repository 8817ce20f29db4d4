import { type Ctx, enter, type IdentityCtx, identity, type TxCtx, transaction } from "@/lib/ctx";
import { enqueueAll } from "@/lib/outbox";
import { presenceChanged } from "../events";

/** Whether a member has a live connection. */
export type Presence = { memberId: string; online: boolean };

const REASON = "presence";

/** Notes who came and who went, in whichever workspaces they are. Emits presence.changed. No audit: presence is nobody's deed. */
export async function notePresence(ctx: IdentityCtx, changes: Presence[]): Promise<void> {
  if (changes.length === 0) return;
  const latest = new Map(changes.map((change) => [change.memberId, change.online]));
  await identity(ctx, async (tx) => {
    await tx.db.$queryRaw`select set_config('app.member_ids', ${`{${[...latest.keys()].join(",")}}`}, true)`;
    const rows = await tx.db.member.findMany({
      where: { id: { in: [...latest.keys()] } },
      select: { id: true, workspaceId: true },
      orderBy: [{ workspaceId: "asc" }, { id: "asc" }],
    });
    for (const [workspaceId, members] of Map.groupBy(rows, (row) => row.workspaceId)) {
      const place = { workspaceId, actor: { kind: "system", reason: REASON } as const };
      await enter(tx, place, async (inside) => {
        for (const online of [true, false]) {
          const ids = members.filter(({ id }) => latest.get(id) === online).map(({ id }) => id);
          await setOnline(inside, ids, online);
        }
      });
    }
  });
}

/** Who has a live connection, as the realtime service said, and when it was asked. */
export type Occupied = { memberIds: ReadonlySet<string>; askedAt: Date };

/**
 * Sets the presence of a workspace to what the realtime service knows: webhooks get lost, and a service that stopped sends none. Who came or
 * went since it was asked stays as their webhook said. Returns how many were wrong. Emits presence.changed. No audit.
 */
export function reconcilePresence(ctx: Ctx, { memberIds: occupied, askedAt }: Occupied): Promise<number> {
  return transaction(ctx, async (tx) => {
    const people = await tx.db.member.findMany({
      where: { workspaceId: tx.workspaceId, kind: "person", status: "active" },
      select: { id: true, online: true, lastSeenAt: true },
    });
    const wrong = people
      .filter(({ lastSeenAt }) => lastSeenAt === null || lastSeenAt < askedAt)
      .filter(({ id, online }) => online !== occupied.has(id))
      .map(({ id }) => id);
    await setOnline(
      tx,
      wrong.filter((id) => occupied.has(id)),
      true,
    );
    await setOnline(
      tx,
      wrong.filter((id) => !occupied.has(id)),
      false,
    );
    return wrong.length;
  });
}

async function setOnline(tx: TxCtx, memberIds: string[], online: boolean): Promise<void> {
  if (memberIds.length === 0) return;
  const now = tx.clock.now();
  // In one order, so that two of them never wait for each other; and the update then sees what the other one did.
  await tx.db.$queryRaw`
    select 1 from "Member" where "workspaceId" = ${tx.workspaceId}::uuid and id = any (${memberIds}::uuid[])
    order by id for no key update`;
  const changed = await tx.db.$queryRaw<{ id: string }[]>`
    update "Member" set online = ${online}, "lastSeenAt" = ${now}::timestamptz
    where "workspaceId" = ${tx.workspaceId}::uuid and id = any (${memberIds}::uuid[]) and online <> ${online}
      and (status = 'active' or not ${online})
    returning id`;
  const events = changed.map(({ id }) =>
    presenceChanged({ workspaceId: tx.workspaceId, memberId: id, online }),
  );
  await enqueueAll(tx, events);
}
