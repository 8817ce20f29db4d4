import { NonRetriableError } from "inngest";
import { z } from "zod";
import { Id, newId, WorkspaceId } from "@/lib/core/ids";
import { type Actor, type Ctx, type Ports, read } from "@/lib/ctx";

const Role = z.enum(["owner", "admin", "member", "guest"]);
const Participant = z.object({ memberId: Id, name: z.string() });
const Person = Participant.extend({ userId: Id, role: Role });

const ActorSchema: z.ZodType<Actor> = z.discriminatedUnion("kind", [
  Person.extend({ kind: z.literal("member") }),
  Person.extend({ kind: z.literal("apiKey"), scopes: z.array(z.string()) }),
  Participant.extend({ kind: z.literal("assistant") }),
  Participant.extend({ kind: z.literal("visitor") }),
  z.object({ kind: z.literal("operator"), userId: Id, reason: z.string() }),
  z.object({ kind: z.literal("system"), reason: z.string() }),
]);

/** What the outbox adds to the payload of every job: who caused it, and where. */
export const Caller = z.object({ workspace_id: WorkspaceId, request_id: z.string(), actor: ActorSchema });
export type Caller = z.output<typeof Caller>;

/**
 * The ctx of one step. Hours or days may lie between an event and its step: the workspace must still be there, and the actor still be
 * active in it, with the role they have now. Throws NonRetriableError otherwise.
 */
export async function mintCtx(
  ports: Ports,
  caller: Caller,
  { id, actsAs = "caller" }: { id: string; actsAs?: "caller" | "system" },
): Promise<Ctx> {
  const actor: Actor = actsAs === "system" ? { kind: "system", reason: id } : caller.actor;
  const ctx: Ctx = { ...ports, workspaceId: caller.workspace_id, requestId: caller.request_id, actor };
  if (!("memberId" in actor)) {
    if (await read(ctx, (tx) => tx.db.workspace.count({ where: { id: tx.workspaceId, deletedAt: null } })))
      return ctx;
    throw new NonRetriableError("The workspace of this job is gone.");
  }
  const { workspaceId } = ctx;
  const member = await read(ctx, (tx) =>
    tx.db.member.findFirst({
      where: { workspaceId, id: actor.memberId, status: "active", workspace: { deletedAt: null } },
      select: { name: true, role: true },
    }),
  );
  if (!member)
    throw new NonRetriableError("Whoever caused this job is not active in the workspace any more.");
  const role = "role" in actor ? { role: Role.parse(member.role) } : {};
  return { ...ctx, actor: { ...actor, ...role, name: member.name } as Actor }; // the same kind, with what may have changed
}

/** The ctx of a job that nobody caused: a sweeper, a failure. */
export function systemCtx(ports: Ports, workspaceId: string, reason: string): Ctx {
  const actor: Actor = { kind: "system", reason };
  return { ...ports, workspaceId: WorkspaceId.parse(workspaceId), requestId: newId(), actor };
}
