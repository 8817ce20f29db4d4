import { DEFAULT_ASSISTANT } from "@/lib/assistants/schema";
import { appendAudit } from "@/lib/audit/policy";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Ctx, enter, type IdentityCtx, identity, type TxCtx, transaction } from "@/lib/ctx";
import { accessRevoked } from "@/lib/members/events";
import { memberActor } from "@/lib/members/queries";
import { hasModel } from "@/lib/models/queries";
import { enqueue, enqueueAll } from "@/lib/outbox";
import { findTemplate } from "@/lib/recordings/templates/queries";
import type { MyWorkspaceDto } from "@/lib/users/schema";
import { Prisma } from "@/prisma/generated/client";
import { workspaceChanged } from "./events";
import { GRACE_MS, getWorkspace } from "./queries";
import type { CreateWorkspace, UpdateWorkspace, WorkspaceDto } from "./schema";

/** What the nouns above put into a new workspace, in the same transaction: #general. */
export type Furnish = (tx: TxCtx, people: { ownerId: string; assistantId: string }) => Promise<void>;

/**
 * Makes a workspace with its owner and its assistant. Throws CONFLICT when the address is taken: by a deleted workspace too, as long as
 * that one can come back. Emits: none, nobody listens yet; what `furnish` emits. Audited.
 */
export function createWorkspace(
  ctx: IdentityCtx,
  input: CreateWorkspace,
  furnish: Furnish,
): Promise<MyWorkspaceDto> {
  return identity(ctx, async (tx) => {
    const { userId } = tx;
    if (!userId) throw new AppError("UNAUTHENTICATED", "Sign in first.");
    const user = await tx.db.user.findUniqueOrThrow({ where: { id: userId } });
    const workspaceId = newId();
    const ownerId = newId();
    const actor = memberActor(userId, { memberId: ownerId, role: "owner", name: user.name });
    await enter(tx, { workspaceId, actor }, async (inside) => {
      await insertWorkspace(inside, input);
      const assistantId = await insertFirstMembers(inside, { ownerId, user });
      await furnish(inside, { ownerId, assistantId });
      await appendAudit(inside, {
        action: "workspace.created",
        target: { kind: "workspace", id: workspaceId },
        after: { name: input.name, slug: input.slug },
      });
    });
    return { id: workspaceId, slug: input.slug, name: input.name, memberId: ownerId, role: "owner" };
  });
}

/** Changes the workspace. Throws CONFLICT for an address that is taken. Emits workspace.changed. Audited. */
export function updateWorkspace(ctx: Ctx | TxCtx, input: UpdateWorkspace): Promise<WorkspaceDto> {
  return transaction(ctx, async (tx) => {
    const before = await getWorkspace(tx);
    if (input.defaultModelId) await requireModel(tx, input.defaultModelId);
    if (input.reportTemplateId) await requireTemplate(tx, input.reportTemplateId);
    const { name, slug, timeZone, allowedDomains, defaultModelId, budgetCents, liveCaptions } = input;
    const { soundDays, reportTemplate, reportTemplateId } = input;
    const data = {
      ...(name === undefined ? {} : { name }),
      ...(slug === undefined ? {} : { slug }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(allowedDomains === undefined ? {} : { allowedDomains }),
      ...(defaultModelId === undefined ? {} : { defaultModelId }),
      ...(budgetCents === undefined ? {} : { budgetCents }),
      ...(liveCaptions === undefined ? {} : { liveCaptions }),
      ...(soundDays === undefined ? {} : { soundDays }),
      ...(reportTemplate === undefined ? {} : { reportTemplate }),
      ...(reportTemplateId === undefined ? {} : { reportTemplateId }),
    };
    await orTaken(slug, tx.db.workspace.update({ where: { id: tx.workspaceId }, data }));
    const after = await getWorkspace(tx);
    await enqueue(
      tx,
      workspaceChanged({ workspaceId: tx.workspaceId, slug: after.slug, name: after.name, gone: false }),
    );
    await noteChange(tx, before, after);
    return after;
  });
}

/** Gone at once for everybody; its owner can bring it back for 30 days. Emits workspace.changed and access.revoked. Audited. */
export function deleteWorkspace(ctx: Ctx | TxCtx): Promise<void> {
  return transaction(ctx, async (tx) => {
    const { slug, name } = await tx.db.workspace.update({
      where: { id: tx.workspaceId },
      data: { deletedAt: tx.clock.now() },
    });
    await enqueue(tx, workspaceChanged({ workspaceId: tx.workspaceId, slug, name, gone: true }));
    const members = await tx.db.member.findMany({
      where: { workspaceId: tx.workspaceId, status: "active", userId: { not: null } },
      select: { id: true, userId: true },
    });
    const reason = "the workspace was deleted";
    const events = members.map(({ id, userId }) => accessRevoked({ memberId: id, userId, reason }));
    await enqueueAll({ ...tx, actor: { kind: "system", reason } }, events);
    await appendAudit(tx, {
      action: "workspace.deleted",
      target: { kind: "workspace", id: tx.workspaceId },
      before: { name, slug },
    });
  });
}

/** Brings a deleted workspace back, for somebody who owned it. Throws NOT_FOUND. Emits: none, nobody listens yet. Audited. */
export function restoreWorkspace(
  ctx: IdentityCtx,
  userId: string,
  workspaceId: string,
): Promise<MyWorkspaceDto> {
  return identity(ctx, async (tx) => {
    const since = new Date(tx.clock.now().getTime() - GRACE_MS);
    const owner = await tx.db.member.findFirst({
      where: {
        userId,
        workspaceId,
        role: "owner",
        status: "active",
        workspace: { deletedAt: { gt: since } },
      },
      include: { workspace: true },
    });
    if (!owner) throw notFound("workspace");
    const { slug, name } = owner.workspace;
    const actor = memberActor(userId, { memberId: owner.id, role: "owner", name: owner.name });
    await enter(tx, { workspaceId, actor }, async (inside) => {
      await inside.db.workspace.update({ where: { id: workspaceId }, data: { deletedAt: null } });
      await appendAudit(inside, {
        action: "workspace.restored",
        target: { kind: "workspace", id: workspaceId },
      });
    });
    return { id: workspaceId, slug, name, memberId: owner.id, role: "owner" };
  });
}

async function insertWorkspace(tx: TxCtx, { name, slug, timeZone }: CreateWorkspace): Promise<void> {
  const { count } = await tx.db.workspace.createMany({
    data: [
      {
        id: tx.workspaceId,
        name,
        slug,
        createdAt: tx.clock.now(),
        ...(timeZone ? { timeZone } : {}),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) throw taken(slug);
}

async function insertFirstMembers(
  tx: TxCtx,
  { ownerId, user }: { ownerId: string; user: { id: string; name: string; email: string } },
): Promise<string> {
  const { workspaceId } = tx;
  const createdAt = tx.clock.now();
  const assistantId = newId();
  await tx.db.member.createMany({
    data: [
      {
        workspaceId,
        id: ownerId,
        userId: user.id,
        name: user.name,
        email: user.email,
        role: "owner",
        salesAccess: "all",
        createdAt,
      },
      { workspaceId, id: assistantId, kind: "assistant", name: DEFAULT_ASSISTANT, createdAt },
    ],
  });
  return assistantId;
}

/** Whatever fails the transaction, a taken address is told as such. The other workspace is invisible here, and decides all the same. */
async function orTaken<T>(slug: string | undefined, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isTaken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
    throw slug && isTaken ? taken(slug, error) : error;
  }
}

async function requireModel(tx: TxCtx, modelId: string): Promise<void> {
  if (!(await hasModel(tx, modelId))) throw invalid("defaultModelId", "There is no such model.");
}

async function requireTemplate(tx: TxCtx, templateId: string): Promise<void> {
  if (!(await findTemplate(tx, templateId))) throw invalid("reportTemplateId", "There is no such template.");
}

const NOTED = [
  "name",
  "slug",
  "timeZone",
  "allowedDomains",
  "defaultModelId",
  "budgetCents",
  "soundDays",
  "reportTemplate",
  "reportTemplateId",
] as const;

async function noteChange(tx: TxCtx, before: WorkspaceDto, after: WorkspaceDto): Promise<void> {
  const fields = NOTED.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (fields.length === 0) return;
  const pick = (dto: WorkspaceDto) => Object.fromEntries(fields.map((field) => [field, dto[field]]));
  await appendAudit(tx, {
    action: "workspace.updated",
    target: { kind: "workspace", id: tx.workspaceId },
    before: pick(before),
    after: pick(after),
  });
}

function taken(slug: string, cause?: unknown): AppError {
  const message = `The address "${slug}" is taken. Choose another one.`;
  return new AppError("CONFLICT", message, { errors: [{ path: "slug", message }], cause });
}
