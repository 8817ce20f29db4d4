import { appendAudit } from "@/lib/audit/policy";
import { notFound } from "@/lib/core/errors";
import { type Ctx, transaction } from "@/lib/ctx";
import { getModel } from "./queries";
import type { ModelDto } from "./schema";

/** Makes a model the workspace's default, or no longer. Emits: none; the next question is answered by it. Audited. */
export function setDefaultModel(ctx: Ctx, modelId: string, isDefault: boolean): Promise<ModelDto> {
  return transaction(ctx, async (tx) => {
    const model = await getModel(tx, modelId);
    if (model.isDefault === isDefault) return model;
    if (isDefault && !model.usable) throw notFound("model with a key here");
    const defaultModelId = isDefault ? modelId : null;
    await tx.db.workspace.update({ where: { id: tx.workspaceId }, data: { defaultModelId } });
    await appendAudit(tx, {
      action: "model.updated",
      target: { kind: "model", id: modelId },
      before: { isDefault: model.isDefault },
      after: { isDefault },
    });
    return { ...model, isDefault };
  });
}
