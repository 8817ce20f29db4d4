import { notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Ctx, outside, type Ports, read, type TxCtx, transaction } from "@/lib/ctx";
import { memberActor } from "@/lib/members/queries";
import { MemberRole } from "@/lib/members/schema";
import { sendMessage } from "@/lib/messages/commands";
import { addReaction } from "@/lib/messages/reactions/commands";
import { enqueue } from "@/lib/outbox";
import { issueLink } from "@/lib/users/links/commands";
import { workspaceChanged } from "@/lib/workspaces/events";
import { demoPlayRequested, demoResetRequested } from "./events";
import { requireDemo } from "./policy";

// Exempt from audit: the demo's people belong to nobody, and a reset takes the log with it.

const COMPANION = "Ben";

/**
 * A link that signs another browser in as Ben: 32 random bytes of which the digest is kept, used up by its first use, 15 minutes long.
 * Throws NOT_FOUND outside the demo. Emits: none.
 */
export function openCompanion(ctx: Ctx): Promise<{ path: string }> {
  return transaction(ctx, async (tx) => {
    await requireDemo(tx);
    const { userId } = await getPlayer(tx, COMPANION);
    const token = await outside(tx, (db) => issueLink({ db, clock: tx.clock }, userId, "magic_link"));
    return { path: `/sign-in/link/${token}` };
  });
}

/** Lets the demo's script play for a minute. Throws NOT_FOUND outside the demo. Emits demo.play_requested. */
export function requestPlay(ctx: Ctx): Promise<void> {
  return transaction(ctx, async (tx) => {
    await requireDemo(tx);
    await enqueue(tx, demoPlayRequested({}));
  });
}

/** Lets the demo's story be told anew. Throws NOT_FOUND outside the demo. Emits demo.reset_requested. */
export function requestReset(ctx: Ctx): Promise<void> {
  return transaction(ctx, async (tx) => {
    await requireDemo(tx);
    await enqueue(tx, demoResetRequested({}));
  });
}

/** Under every message that a person of the script writes, so that nobody takes it for one of a person's own. */
const MARK = "_Played by the demo_";

type Line = { by: string; channel: string; text: string; clientId: string };

/**
 * Somebody of the story writes in a channel of it. Repeated with the same clientId it is the same message. Returns its id. Throws NOT_FOUND
 * outside the demo, and when the person or the channel has gone. Emits what sendMessage does.
 */
export function sayInDemo(ctx: Ctx, { by, channel, text, clientId }: Line): Promise<string> {
  return asPlayer(ctx, by, async (tx) => {
    const conversation = await tx.db.conversation.findFirst({
      where: { workspaceId: tx.workspaceId, kind: "channel", name: channel, archivedAt: null },
      select: { id: true },
    });
    if (!conversation) throw notFound("channel");
    const body = `${text}\n\n${MARK}`;
    const { message } = await sendMessage(tx, { conversationId: conversation.id, clientId, body });
    return message.id;
  });
}

/** Somebody of the story reacts. Throws as sayInDemo does. Emits reaction.changed. */
export async function reactInDemo(
  ctx: Ctx,
  { by, messageId, emoji }: { by: string; messageId: string; emoji: string },
): Promise<void> {
  await asPlayer(ctx, by, (tx) => addReaction(tx, { messageId, emoji }));
}

function asPlayer<T>(ctx: Ctx, name: string, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  return transaction(ctx, async (tx) => {
    await requireDemo(tx);
    const { userId, id, role } = await getPlayer(tx, name);
    return work({ ...tx, actor: memberActor(userId, { memberId: id, role, name }) });
  });
}

async function getPlayer(tx: TxCtx, name: string) {
  const member = await tx.db.member.findFirst({
    where: { workspaceId: tx.workspaceId, kind: "person", name, status: "active", userId: { not: null } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  if (!member?.userId) throw notFound("person of the demo");
  return { id: member.id, userId: member.userId, role: MemberRole.parse(member.role) };
}

/**
 * Gives freshly told workspaces the demo's addresses and erases the ones that had them, with everything in them; whoever looks at one of those
 * is told. Nothing but workspaces that the seed made is touched. Emits workspace.changed, past the outbox, which goes with its workspace.
 */
export async function putDemoInPlace(
  { database, realtime }: Pick<Ports, "database" | "realtime">,
  told: { id: string; slug: string }[],
): Promise<void> {
  const newIds = told.map(({ id }) => id);
  const gone = await database.inTransaction({ role: "app_identity" }, async (db) => {
    const old = await db.workspace.findMany({ where: { isDemo: true, id: { notIn: newIds } } });
    const ids = old.map(({ id }) => id);
    await db.apiKey.deleteMany({ where: { workspaceId: { in: ids } } });
    await db.inviteToken.deleteMany({ where: { workspaceId: { in: ids } } });
    await db.workspace.deleteMany({ where: { id: { in: ids }, isDemo: true } });
    for (const { id, slug } of told) await db.workspace.update({ where: { id }, data: { slug } });
    return old;
  });
  const events = gone.map(({ id, slug, name }) =>
    workspaceChanged({ workspaceId: id, slug, name, gone: true }),
  );
  await realtime.publish(events.map((event) => ({ id: newId(), ...event }))).catch(() => undefined); // a hint
}

/** Whether this workspace still is the demo, for what is done to it from outside. */
export function checkDemo(ctx: Ctx): Promise<void> {
  return read(ctx, requireDemo);
}
