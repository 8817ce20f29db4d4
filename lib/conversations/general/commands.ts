import type { TxCtx } from "@/lib/ctx";
import { createChannel } from "../commands";
import { addParticipants } from "../participants/commands";

/** The channel that every workspace is born with. */
const GENERAL = "general";

/** Opens #general, with who makes the workspace and its assistant in it. */
export async function openGeneral(tx: TxCtx, people: { assistantId: string }): Promise<void> {
  await createChannel(tx, {
    name: GENERAL,
    topic: "Everybody is here.",
    visibility: "public",
    participantIds: [people.assistantId],
  });
}

/** Brings somebody who joined the workspace into #general, where it is still open. A guest joins nothing by themselves. */
export async function joinGeneral(tx: TxCtx, joined: { memberId: string; role: string }): Promise<void> {
  if (joined.role === "guest") return;
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    select id from "Conversation"
    where "workspaceId" = ${tx.workspaceId}::uuid and kind = 'channel' and visibility = 'public' and name = ${GENERAL}
      and "deletedAt" is null and "archivedAt" is null
    order by id for update`;
  const general = rows[0];
  if (general) await addParticipants(tx, general.id, [{ memberId: joined.memberId, role: "member" }]);
}
