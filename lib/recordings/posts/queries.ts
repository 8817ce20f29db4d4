import { getConversation } from "@/lib/conversations/queries";
import { invalid, isAppError } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { findAudiences, findReaders, type Readers } from "@/lib/sources/audiences/queries";
import type { Prisma } from "@/prisma/generated/client";
import { requireCanEditRecordings } from "../policy";
import { getRecording, type RecordingRow } from "../queries";
import type { HearingDto } from "./schema";

const MOST_NAMED = 10;

/** Who of those that read a conversation could not hear the recording. Throws NOT_FOUND for the recording, INVALID for the conversation. */
export async function getHearing(
  tx: TxCtx,
  recordingId: string,
  conversationId: string,
): Promise<HearingDto> {
  const row = await getRecording(tx, recordingId);
  requireCanEditRecordings(tx);
  await getConversation(tx, conversationId).catch((error: unknown) => {
    throw isAppError(error, "NOT_FOUND")
      ? invalid("conversationId", "There is no such conversation.")
      : error;
  });
  return findHearing(tx, row, conversationId);
}

/** The conversation is known to be one that the actor reads. */
async function findHearing(
  tx: TxCtx,
  { audienceId, audience }: RecordingRow,
  conversationId: string,
): Promise<HearingDto> {
  const readers = await findReaders(tx, conversationId, null);
  // The same question that is asked of every citation, so that both answer alike.
  if ((await findAudiences(tx, readers)).includes(audienceId)) return { missing: [], missingCount: 0 };
  const where: Prisma.MemberWhereInput = {
    workspaceId: tx.workspaceId,
    status: "active",
    kind: { not: "assistant" },
    AND: [membersOf(readers), { NOT: await listenersOf(tx, audience) }],
  };
  const missing = await tx.db.member.findMany({ where, orderBy: { name: "asc" }, take: MOST_NAMED });
  return {
    missing: missing.map(({ id, name }) => ({ memberId: id, name })),
    missingCount: await tx.db.member.count({ where }),
  };
}

const EVERYBODY = { kind: "person", role: { not: "guest" } } satisfies Prisma.MemberWhereInput;

function membersOf({ everybody, people }: Pick<Readers, "everybody" | "people">): Prisma.MemberWhereInput {
  return everybody ? { OR: [EVERYBODY, { id: { in: people } }] } : { id: { in: people } };
}

async function listenersOf(
  tx: TxCtx,
  { kind, conversationId, memberIds }: RecordingRow["audience"],
): Promise<Prisma.MemberWhereInput> {
  if (kind === "workspace") return EVERYBODY;
  if (kind === "members" || conversationId === null) return { id: { in: memberIds } };
  return membersOf(await findReaders(tx, conversationId, null));
}
