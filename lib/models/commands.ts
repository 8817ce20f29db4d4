import { appendAudit } from "@/lib/audit/policy";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { Prisma } from "@/prisma/generated/client";
import { getModel } from "./queries";
import type { AddModel, ModelDto, UpdateModel } from "./schema";

/** Adds a model that the registry does not know. Throws CONFLICT for one that is there. Emits: none. Audited. */
export function addModel(ctx: Ctx, input: AddModel): Promise<ModelDto> {
  return transaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    const { provider, name, contextWindow, maxOutput, pricing } = input;
    const displayName = input.displayName ?? name;
    const registered = await tx.db.model.count({ where: { provider, name } });
    const id = newId();
    const row = { provider, name, displayName, contextWindow, maxOutput, pricing, isOwn: true };
    const { count } = registered
      ? { count: 0 }
      : await tx.db.workspaceModel.createMany({ data: [{ workspaceId, id, ...row }], skipDuplicates: true });
    if (count === 0) {
      const message = `There is a model ${name} of this provider already.`;
      throw new AppError("CONFLICT", message, { errors: [{ path: "name", message }] });
    }
    await appendAudit(tx, {
      action: "model.created",
      target: { kind: "model", id },
      after: { provider, name },
    });
    return getModel(tx, id);
  });
}

/**
 * Settles what the workspace makes of a model: its default or no longer, allowed or not, its place among the fallbacks, its price. Throws
 * NOT_FOUND, also for a default that has no key here. Emits: none; the next question heeds it. Audited.
 */
export function updateModel(ctx: Ctx, modelId: string, input: UpdateModel): Promise<ModelDto> {
  return transaction(ctx, async (tx) => {
    const before = await getModel(tx, modelId);
    const { isDefault, isAllowed, fallback, pricing } = input;
    await settle(tx, before, { isAllowed, fallback, pricing });
    if (isDefault !== undefined && isDefault !== before.isDefault) await setDefault(tx, before, isDefault);
    const after = await getModel(tx, modelId);
    await noteChange(tx, before, after);
    return after;
  });
}

/** Removes a model of the workspace's own; one of the registry stays, as the registry has it. Emits: none. Audited. */
export function deleteModel(ctx: Ctx, modelId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const model = await getModel(tx, modelId);
    if (model.isOwn && model.isDefault) await setDefault(tx, model, false);
    const { count } = await tx.db.workspaceModel.deleteMany({
      where: { workspaceId: tx.workspaceId, id: modelId },
    });
    if (count === 0) return;
    const { provider, name } = model;
    await appendAudit(tx, {
      action: "model.deleted",
      target: { kind: "model", id: modelId },
      before: { provider, name },
    });
  });
}

type Settled = Pick<UpdateModel, "isAllowed" | "fallback" | "pricing">;

async function settle(tx: TxCtx, model: ModelDto, { isAllowed, fallback, pricing }: Settled): Promise<void> {
  const change = {
    ...(isAllowed === undefined ? {} : { isAllowed }),
    ...(fallback === undefined ? {} : { fallback }),
    ...(pricing === undefined ? {} : { pricing: pricing ?? Prisma.DbNull }),
  };
  if (Object.keys(change).length === 0) return;
  const { workspaceId } = tx;
  const { id, provider, name, displayName, contextWindow, maxOutput } = model;
  const row = { provider, name, displayName, contextWindow, maxOutput, isOwn: false };
  await tx.db.workspaceModel.upsert({
    where: { workspaceId_id: { workspaceId, id } },
    create: { workspaceId, id, ...row, ...change },
    update: change,
  });
}

async function setDefault(tx: TxCtx, model: ModelDto, isDefault: boolean): Promise<void> {
  if (isDefault && !model.usable) throw notFound("model with a key here");
  const defaultModelId = isDefault ? model.id : null;
  await tx.db.workspace.update({ where: { id: tx.workspaceId }, data: { defaultModelId } });
}

const NOTED = ["isDefault", "isAllowed", "fallback", "pricing"] as const;

async function noteChange(tx: TxCtx, before: ModelDto, after: ModelDto): Promise<void> {
  const changed = NOTED.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  if (changed.length === 0) return;
  const pick = (model: ModelDto) => Object.fromEntries(changed.map((field) => [field, model[field]]));
  await appendAudit(tx, {
    action: "model.updated",
    target: { kind: "model", id: after.id },
    before: pick(before),
    after: pick(after),
  });
}
