import { archiveConversation, createConversation, updateConversation } from "@/lib/conversations/commands";
import { joinConversation } from "@/lib/conversations/participants/commands";
import { markRead } from "@/lib/conversations/pointers/commands";
import { MINUTE } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { type TxCtx, transaction } from "@/lib/ctx";
import { redrawPicture } from "@/lib/files/pictures/commands";
import { createInvite } from "@/lib/invites/commands";
import { deleteMessage, editMessage, sendMessage } from "@/lib/messages/commands";
import { addReaction } from "@/lib/messages/reactions/commands";
import { startRun } from "@/lib/runs/commands";
import { advanceRun } from "@/lib/runs/turns/commands";
import { indexMessage } from "@/lib/sources/commands";
import { refreshStatistics } from "@/lib/sources/statistics/commands";
import { makeTasks } from "./asking";
import { bringDocuments, upload } from "./library";
import { bringRecordings, makeTemplates } from "./listening";
import { cast, type Player, type Stage, timeOf } from "./stage";
import type { StoryChannel, StoryLine, StoryQuestion } from "./story";

/** A line with where it is said; a reply with the line that began its thread. */
type Spoken = { room: string; line: StoryLine; thread?: StoryLine };

/** What was said, written and recorded; the questions about it; then what was said after the owner last looked. */
export async function tell(stage: Stage): Promise<void> {
  const rooms = new Map<string, string>();
  for (const channel of stage.story.channels) rooms.set(channel.name, await openChannel(stage, channel));
  const directs: [string, StoryLine[]][] = [];
  for (const { between, lines } of stage.story.directs)
    directs.push([await openDirect(stage, between), lines]);
  const spoken = [
    ...stage.story.channels.flatMap(({ name, lines }) => inRoom(rooms.get(name) ?? "", lines)),
    ...directs.flatMap(([room, lines]) => inRoom(room, lines)),
  ].sort((a, b) => timeOf(stage, a.line).getTime() - timeOf(stage, b.line).getTime());

  await sayAll(
    stage,
    spoken.filter(({ line }) => !line.unread),
  );
  await bringDocuments(stage);
  await makeTemplates(stage);
  await bringRecordings(stage);
  await refreshStatistics(cast(stage, stage.story.owner).ctx);
  for (const question of stage.story.questions) await ask(stage, rooms, question);
  const everywhere = [...new Set([...rooms.values(), ...directs.map(([room]) => room)])];
  for (const player of stage.players.values()) await readEverything(player, everywhere);
  await sayAll(
    stage,
    spoken.filter(({ line }) => line.unread),
  );
  for (const player of stage.players.values()) {
    if (player.name !== stage.story.owner) await readEverything(player, everywhere);
  }
  for (const { name, members, archived } of stage.story.channels) {
    if (archived) await archiveConversation(cast(stage, members[0] ?? "").ctx, rooms.get(name) ?? "", true);
  }
  await inviteOthers(stage);
  await makeTasks(stage);
  stage.clock.set(new Date(stage.start.getTime() - MINUTE));
  await refreshStatistics(cast(stage, stage.story.owner).ctx);
}

async function inviteOthers(stage: Stage): Promise<void> {
  const { invite, owner } = stage.story;
  if (!invite) return;
  stage.clock.set(timeOf(stage, invite));
  const { maxUses } = invite;
  const link = {
    kind: "link" as const,
    maxUses,
    role: "member" as const,
    salesAccess: "none" as const,
    expiresInDays: 14,
  };
  await createInvite(cast(stage, owner).ctx, link);
}

function inRoom(room: string, lines: StoryLine[]): Spoken[] {
  return lines.flatMap((line) => [
    { room, line },
    ...line.replies.map((reply) => ({ room, line: reply, thread: line })),
  ]);
}

async function openChannel(
  stage: Stage,
  { name, topic, visibility, members }: StoryChannel,
): Promise<string> {
  const [creator, ...rest] = members.map((member) => cast(stage, member));
  if (!creator) throw new Error(`#${name} has nobody in it.`);
  if (name === "general") return furnishGeneral(creator, rest, topic);
  const participantIds = rest.map((player) => player.memberId);
  const input = { kind: "channel" as const, name, topic, visibility, participantIds };
  return (await createConversation(creator.ctx, input)).conversation.id;
}

/** #general is there from the beginning; everybody joins it. */
async function furnishGeneral(owner: Player, rest: Player[], topic: string): Promise<string> {
  const { id } = await transaction(owner.ctx, (tx) =>
    tx.db.conversation.findFirstOrThrow({
      where: { workspaceId: tx.workspaceId, kind: "channel", name: "general" },
    }),
  );
  await updateConversation(owner.ctx, id, { topic });
  for (const player of rest) await joinConversation(player.ctx, id);
  return id;
}

async function openDirect(stage: Stage, between: string[]): Promise<string> {
  const [first, ...rest] = between.map((name) => cast(stage, name));
  if (!first) throw new Error("A direct message needs somebody.");
  const participantIds = rest.map((player) => player.memberId);
  return (await createConversation(first.ctx, { kind: "direct", participantIds })).conversation.id;
}

/** One commit for many lines: the first start waits for the disk that much less. */
const AT_ONCE = 20;

async function sayAll(stage: Stage, spoken: Spoken[]): Promise<void> {
  const ids = new Map<StoryLine, string>();
  const pictures = await bringPictures(stage, spoken);
  for (let from = 0; from < spoken.length; from += AT_ONCE) {
    const some = spoken.slice(from, from + AT_ONCE);
    await transaction(cast(stage, stage.story.owner).ctx, async (tx) => {
      for (const one of some) ids.set(one.line, await say(stage, tx, one, { ids, pictures }));
    });
  }
}

type Said = { ids: Map<StoryLine, string>; pictures: Map<StoryLine, string[]> };

/** Uploaded before they are sent, as by a person, and drawn as by the job. */
async function bringPictures(stage: Stage, spoken: Spoken[]): Promise<Said["pictures"]> {
  const brought: Said["pictures"] = new Map();
  for (const { line } of spoken) {
    const fileIds: string[] = [];
    for (const name of line.pictures) {
      stage.clock.set(timeOf(stage, line));
      const { ctx } = cast(stage, line.by);
      const fileId = await upload(ctx, name);
      await redrawPicture({ ...ctx, actor: { kind: "system", reason: "the demo's seed" } }, fileId);
      fileIds.push(fileId);
    }
    brought.set(line, fileIds);
  }
  return brought;
}

/** Says a line with all that happened to it. Returns the message's id. */
async function say(
  stage: Stage,
  tx: TxCtx,
  { room: conversationId, line, thread }: Spoken,
  { ids, pictures }: Said,
): Promise<string> {
  const as = (name: string): TxCtx => ({ ...tx, actor: cast(stage, name).ctx.actor });
  const parentId = thread && ids.get(thread);
  stage.clock.set(timeOf(stage, line));
  const { message } = await sendMessage(as(line.by), {
    conversationId,
    clientId: newId(),
    body: line.text,
    fileIds: pictures.get(line) ?? [],
    ...(parentId ? { parentId } : {}),
  });
  for (const [emoji, by] of line.reactions) {
    for (const name of by) {
      stage.clock.advance(MINUTE / 2);
      await addReaction(as(name), { messageId: message.id, emoji });
    }
  }
  stage.clock.advance(MINUTE);
  if (line.edited) await editMessage(as(line.by), message.id, line.edited);
  if (line.deleted) await deleteMessage(as(line.by), message.id);
  await indexMessage(as(line.by), message.id);
  return message.id;
}

/** Asks as a person does, and waits for the whole answer. A chat of this name is opened by who asks first in it. */
async function ask(stage: Stage, rooms: Map<string, string>, question: StoryQuestion): Promise<void> {
  const { ctx } = cast(stage, question.by);
  stage.clock.set(timeOf(stage, { ...question, day: 0 }));
  const name = question.channel ?? question.chat ?? "";
  const conversationId = rooms.get(name) ?? (await openChat(stage, question));
  rooms.set(name, conversationId);
  const { message } = await sendMessage(ctx, { conversationId, clientId: newId(), body: question.text });
  await indexMessage(ctx, message.id);
  // Quotes only, also where a model is configured: the demo imitates no model, spends nothing and sends nothing.
  const { run } = await startRun(ctx, { conversationId, messageId: message.id, model: "quotes/quotes-only" });
  await advanceRun(ctx, run.id);
}

async function openChat(stage: Stage, { by, chat, with: others = [] }: StoryQuestion): Promise<string> {
  const participantIds = others.map((other) => cast(stage, other).memberId);
  const input = { kind: "chat" as const, name: chat, participantIds };
  return (await createConversation(cast(stage, by).ctx, input)).conversation.id;
}

async function readEverything(player: Player, rooms: string[]): Promise<void> {
  for (const room of rooms) {
    await markRead(player.ctx, room, { seq: Number.MAX_SAFE_INTEGER }).catch(() => undefined); // not theirs to read
  }
}
