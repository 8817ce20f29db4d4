import { invalid } from "@/lib/core/errors";
import { type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import { sendMessage } from "@/lib/messages/commands";
import { enqueue } from "@/lib/outbox";
import { ensureAudience } from "@/lib/sources/audiences/commands";
import { hideSources, showSources } from "@/lib/sources/passages/commands";
import { eraseRecording } from "../erasing/commands";
import { recordingReceived } from "../events";
import type { RecordingRow } from "../queries";
import type { CompleteCapture } from "../schema";

/**
 * Makes a capture a message: until now it was its recorder's alone, from now on it is the conversation's. Its id is the message's client_id,
 * so that it is sent once. Throws INVALID where it does not say where to, or is no voice message. Emits message.created. Exempt from audit:
 * the message says it.
 */
export async function sendVoice(tx: TxCtx, row: RecordingRow, to: CompleteCapture): Promise<void> {
  const { conversationId, parentId } = to;
  if (row.kind !== "voice") {
    if (conversationId) throw invalid("conversationId", "Only a voice message is sent somewhere.");
    return;
  }
  if (!conversationId) throw invalid("conversationId", "Say where the voice message goes.");
  await sendMessage(tx, {
    conversationId,
    clientId: row.id,
    body: "",
    parentId: parentId ?? null,
    recordingId: row.id,
  });
  const audienceId = await ensureAudience(tx, { kind: "conversation", conversationId });
  await tx.db.recording.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: row.id } },
    data: { audienceId },
  });
}

/** Takes what was said in a deleted message out of search. Everything else of it is read by nobody already. Emits: none. Exempt from audit: the message is gone. */
export function hideVoice(ctx: Ctx, messageId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const voice = await findSaid(tx, messageId);
    if (voice?.isDeleted) await hideSources(tx, { type: "recording", subjectId: voice.id });
  });
}

/**
 * Once a delete can no longer be undone: the recording goes with its sound and its transcript; or it is found again, and worked on where it
 * stood, if the delete was undone. Repeated it comes to the same. Emits recording.received. Exempt from audit: the message is gone.
 */
export async function settleVoice(ctx: Ctx, messageId: string): Promise<void> {
  const voice = await read(ctx, (tx) => findSaid(tx, messageId));
  if (!voice) return;
  if (voice.isDeleted) return eraseRecording(ctx, voice.id);
  await transaction(ctx, async (tx) => {
    await showSources(tx, { type: "recording", subjectId: voice.id });
    if (voice.status !== "processed") await enqueue(tx, recordingReceived({ recordingId: voice.id }));
  });
}

const AT_ONCE = 50;
const GRACE_MS = 60_000;

/** The same for messages whose job was lost, and for what was thrown away before it was sent. Returns how many. Emits: none. Exempt from audit. */
export async function sweepVoices(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - GRACE_MS);
  const due = await read(ctx, (tx) =>
    tx.db.recording.findMany({
      where: {
        workspaceId: tx.workspaceId,
        kind: "voice",
        OR: [
          { message: { is: { deletedAt: { lt: before }, deletion: { is: null } } } },
          { message: { is: null }, deletedAt: { lt: before } },
        ],
      },
      select: { id: true },
      take: AT_ONCE,
    }),
  );
  for (const { id } of due) await eraseRecording(ctx, id);
  return due.length;
}

/** What was said in a message, whoever may still hear it. */
async function findSaid(tx: TxCtx, messageId: string) {
  const row = await tx.db.recording.findFirst({
    where: { workspaceId: tx.workspaceId, message: { is: { id: messageId } } },
    select: { id: true, status: true, message: { select: { deletedAt: true } } },
  });
  return row && { id: row.id, status: row.status, isDeleted: row.message?.deletedAt != null };
}
