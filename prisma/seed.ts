import {
  archiveConversation,
  createConversation,
  furnishWorkspace,
  updateConversation,
} from "@/lib/conversations/commands";
import { joinConversation } from "@/lib/conversations/participants/commands";
import { markRead } from "@/lib/conversations/pointers/commands";
import { DAY, HOUR, MINUTE, manualClock } from "@/lib/core/clock";
import { newId, type WorkspaceId } from "@/lib/core/ids";
import { type Ctx, type IdentityCtx, type Ports, type Role, transaction } from "@/lib/ctx";
import { deleteMessage, editMessage, sendMessage } from "@/lib/messages/commands";
import { addReaction } from "@/lib/messages/reactions/commands";
import { startRun } from "@/lib/runs/commands";
import { advanceRun } from "@/lib/runs/turns/commands";
import { indexMessage } from "@/lib/sources/commands";
import { refreshStatistics } from "@/lib/sources/statistics/commands";
import { addConfirmedUser } from "@/lib/users/commands";
import { createWorkspace } from "@/lib/workspaces/commands";
import { acme, globex } from "./seed/acme";
import type { Story, StoryChannel, StoryLine, StoryQuestion } from "./seed/story";

/** Somebody of a story, with the ctx in which they act. */
type Player = { name: string; memberId: string; ctx: Ctx };
type Stage = {
  story: Story;
  start: Date;
  clock: ReturnType<typeof manualClock> & { set(at: Date): void };
  players: Map<string, Player>;
};

/**
 * Tells the stories of the demo through the real commands, with a clock that is moved to when each line was said. Nothing leaves: live
 * events have no listener yet, and what jobs would do is done here.
 */
export async function seedDemo(ports: Ports, options: { password: string }): Promise<void> {
  const start = ports.clock.now();
  const quiet: Ports = {
    ...ports,
    realtime: { ...ports.realtime, publish: async () => undefined, terminate: async () => undefined },
    jobs: { ...ports.jobs, send: async () => undefined },
    mail: { ...ports.mail, send: async () => undefined },
  };
  for (const story of [acme, globex]) await tell(await setStage(quiet, story, start, options.password));
}

async function setStage(ports: Ports, story: Story, start: Date, password: string): Promise<Stage> {
  const clock = settableClock(new Date(start.getTime() - 13 * DAY));
  const base = { ...ports, clock };
  const identityCtx: IdentityCtx = {
    ...base,
    userId: null,
    requestId: newId(),
    client: { ip: null, network: "demo", userAgent: null },
    later: () => undefined,
  };
  const addUser = (name: string) =>
    addConfirmedUser(identityCtx, { name, email: `${name.toLowerCase()}@example.com`, password });
  const owner = await addUser(story.owner);
  const made = await createWorkspace({ ...identityCtx, userId: owner.id }, story, furnishWorkspace);
  const workspaceId = made.id as WorkspaceId; // the seed is a gate of its own, before anybody is there
  const play = (name: string, userId: string, memberId: string, role: Role): Player => ({
    name,
    memberId,
    ctx: {
      ...base,
      workspaceId,
      requestId: newId(),
      actor: { kind: "member", userId, memberId, role, name },
    },
  });
  const players = new Map([[story.owner, play(story.owner, owner.id, made.memberId, "owner")]]);
  for (const person of story.people) {
    const user = await addUser(person.name);
    const memberId = await admit(cast(players, story.owner).ctx, user, person);
    players.set(person.name, play(person.name, user.id, memberId, person.role));
  }
  return { story, start, clock, players };
}

/** Everything that was said, in the order of time; then what was said after the owner last looked. */
async function tell(stage: Stage): Promise<void> {
  const rooms = new Map<string, string>();
  for (const channel of stage.story.channels) rooms.set(channel.name, await openChannel(stage, channel));
  const directs: [string, StoryLine[]][] = [];
  for (const { between, lines } of stage.story.directs)
    directs.push([await openDirect(stage, between), lines]);
  const spoken = [
    ...stage.story.channels.flatMap(({ name, lines }) =>
      lines.map((line) => ({ room: rooms.get(name) ?? "", line })),
    ),
    ...directs.flatMap(([room, lines]) => lines.map((line) => ({ room, line }))),
  ].sort((a, b) => timeOf(stage, a.line).getTime() - timeOf(stage, b.line).getTime());
  const everywhere = [...rooms.values(), ...directs.map(([room]) => room)];

  for (const { room, line } of spoken.filter(({ line }) => !line.unread)) await say(stage, room, line);
  await refreshStatistics(cast(stage.players, stage.story.owner).ctx);
  for (const question of stage.story.questions) everywhere.push(await ask(stage, rooms, question));
  for (const player of stage.players.values()) await readEverything(player, everywhere);
  for (const { room, line } of spoken.filter(({ line }) => line.unread)) await say(stage, room, line);
  for (const player of stage.players.values()) {
    if (player.name !== stage.story.owner) await readEverything(player, everywhere);
  }
  for (const { name, members, archived } of stage.story.channels) {
    if (archived)
      await archiveConversation(cast(stage.players, members[0] ?? "").ctx, rooms.get(name) ?? "", true);
  }
}

async function openChannel(
  stage: Stage,
  { name, topic, visibility, members }: StoryChannel,
): Promise<string> {
  const [creator, ...rest] = members.map((member) => cast(stage.players, member));
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
  const [first, ...rest] = between.map((name) => cast(stage.players, name));
  if (!first) throw new Error("A direct message needs somebody.");
  const participantIds = rest.map((player) => player.memberId);
  return (await createConversation(first.ctx, { kind: "direct", participantIds })).conversation.id;
}

async function say(stage: Stage, conversationId: string, line: StoryLine): Promise<void> {
  const speaker = cast(stage.players, line.by);
  stage.clock.set(timeOf(stage, line));
  const { message } = await sendMessage(speaker.ctx, { conversationId, clientId: newId(), body: line.text });
  for (const [emoji, by] of line.reactions ?? []) {
    for (const name of by) {
      stage.clock.advance(MINUTE / 2);
      await addReaction(cast(stage.players, name).ctx, { messageId: message.id, emoji });
    }
  }
  stage.clock.advance(MINUTE);
  if (line.edited) await editMessage(speaker.ctx, message.id, line.edited);
  if (line.deleted) await deleteMessage(speaker.ctx, message.id);
  await indexMessage(speaker.ctx, message.id);
}

/** Asks as a person does, and waits for the whole answer. Returns where it was asked. */
async function ask(stage: Stage, rooms: Map<string, string>, question: StoryQuestion): Promise<string> {
  const { ctx } = cast(stage.players, question.by);
  stage.clock.set(timeOf(stage, { ...question, day: 0 }));
  const chat = { kind: "chat" as const, name: question.chat, participantIds: [] };
  const conversationId = question.channel
    ? (rooms.get(question.channel) ?? "")
    : (await createConversation(ctx, chat)).conversation.id;
  const { message } = await sendMessage(ctx, { conversationId, clientId: newId(), body: question.text });
  await indexMessage(ctx, message.id);
  // Quotes only, also where a model is configured: the demo imitates no model, spends nothing and sends nothing.
  const { run } = await startRun(ctx, { conversationId, messageId: message.id, model: "quotes/quotes-only" });
  await advanceRun(ctx, run.id);
  return conversationId;
}

async function readEverything(player: Player, rooms: string[]): Promise<void> {
  for (const room of rooms) {
    await markRead(player.ctx, room, Number.MAX_SAFE_INTEGER).catch(() => undefined); // not theirs to read
  }
}

/** Days are counted back from midnight UTC before the start, so that a line at 23:00 was never said in the future. */
function timeOf({ start }: Stage, line: StoryLine): Date {
  if (line.minutesAgo !== undefined) return new Date(start.getTime() - line.minutesAgo * MINUTE);
  const midnight = Math.floor(start.getTime() / DAY) * DAY;
  const [hours = 0, minutes = 0] = (line.at ?? "12:00").split(":").map(Number);
  return new Date(midnight - line.day * DAY + hours * HOUR + minutes * MINUTE);
}

function cast(players: Map<string, Player>, name: string): Player {
  const player = players.get(name);
  if (!player) throw new Error(`${name} is not in this story.`);
  return player;
}

function settableClock(at: Date): Stage["clock"] {
  const clock = manualClock(at);
  return { ...clock, set: (next) => clock.advance(next.getTime() - clock.now().getTime()) };
}

type Admitted = { name: string; role: Role; salesAccess: string };

async function admit(
  ctx: Ctx,
  user: { id: string; email: string },
  { name, role, salesAccess }: Admitted,
): Promise<string> {
  const id = newId();
  await transaction(ctx, (tx) =>
    tx.db.member.create({
      data: {
        workspaceId: tx.workspaceId,
        id,
        userId: user.id,
        name,
        email: user.email,
        role,
        salesAccess,
        createdAt: tx.clock.now(),
      },
    }),
  );
  return id;
}
