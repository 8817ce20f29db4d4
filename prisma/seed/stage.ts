import type { JobEvent } from "@/lib/adapters/jobs/port";
import { furnishWorkspace } from "@/lib/conversations/commands";
import { DAY, HOUR, MINUTE, manualClock } from "@/lib/core/clock";
import { newId, type WorkspaceId } from "@/lib/core/ids";
import { type Ctx, type IdentityCtx, type Ports, type Role, transaction } from "@/lib/ctx";
import { recordingReceived } from "@/lib/recordings/events";
import { putConfirmedUser } from "@/lib/users/commands";
import { createWorkspace } from "@/lib/workspaces/commands";
import type { Story, StoryLine } from "./story";

/** Somebody of a story, with the ctx in which they act. */
export type Player = { name: string; memberId: string; ctx: Ctx };

export type Stage = {
  story: Story;
  workspaceId: string;
  start: Date;
  clock: ReturnType<typeof manualClock> & { set(at: Date): void };
  players: Map<string, Player>;
  /** Recordings that are left to their job. */
  leftToJob: Set<string>;
};

/** A workspace of the story with its people, thirteen days before the start. */
export async function setStage(ports: Ports, story: Story, start: Date, password: string): Promise<Stage> {
  const leftToJob = new Set<string>();
  const clock = settableClock(new Date(start.getTime() - 13 * DAY));
  const base = { ...ports, jobs: jobsFor(ports.jobs, leftToJob), clock };
  const identityCtx: IdentityCtx = {
    ...base,
    userId: null,
    requestId: newId(),
    client: { ip: null, network: "demo", userAgent: null },
    later: () => undefined,
  };
  const addUser = (name: string) =>
    putConfirmedUser(identityCtx, { name, email: `${name.toLowerCase()}@example.com`, password });
  const owner = await addUser(story.owner);
  const made = await createWorkspace({ ...identityCtx, userId: owner.id }, story, furnishWorkspace);
  const workspaceId = made.id as WorkspaceId; // the seed is a gate of its own, before anybody is there
  await markAsDemo({
    ...base,
    workspaceId,
    requestId: newId(),
    actor: { kind: "system", reason: "the demo's seed" },
  });
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
    const memberId = await admit(cast({ players }, story.owner).ctx, user, person);
    players.set(person.name, play(person.name, user.id, memberId, person.role));
  }
  return { story, workspaceId, start, clock, players, leftToJob };
}

/** What jobs would do is done by the seed: what its lines cause goes nowhere, but for the recordings that are left to theirs. */
function jobsFor(jobs: Ports["jobs"], leftToJob: Set<string>): Ports["jobs"] {
  const isLeft = ({ name, payload }: JobEvent) =>
    name === recordingReceived.eventName && leftToJob.has(String(payload.recording_id));
  return { ...jobs, send: (events) => jobs.send(events.filter(isLeft)) };
}

/** Days are counted back from midnight UTC before the start, so that a line at 23:00 was never said in the future. */
export function timeOf({ start }: Stage, line: Pick<StoryLine, "day" | "at" | "minutesAgo">): Date {
  if (line.minutesAgo !== undefined) return new Date(start.getTime() - line.minutesAgo * MINUTE);
  const midnight = Math.floor(start.getTime() / DAY) * DAY;
  const [hours = 0, minutes = 0] = (line.at ?? "12:00").split(":").map(Number);
  return new Date(midnight - line.day * DAY + hours * HOUR + minutes * MINUTE);
}

/** Who plays somebody. */
export function cast({ players }: Pick<Stage, "players">, name: string): Player {
  const player = players.get(name);
  if (!player) throw new Error(`${name} is not in this story.`);
  return player;
}

function settableClock(at: Date): Stage["clock"] {
  const clock = manualClock(at);
  return { ...clock, set: (next) => clock.advance(next.getTime() - clock.now().getTime()) };
}

function markAsDemo(ctx: Ctx): Promise<unknown> {
  return transaction(ctx, (tx) =>
    tx.db.workspace.update({ where: { id: tx.workspaceId }, data: { isDemo: true } }),
  );
}

async function admit(
  ctx: Ctx,
  user: { id: string; email: string },
  { name, role, salesAccess }: Story["people"][number],
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
