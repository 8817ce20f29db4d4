import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { type AssistantDto, DEFAULT_ASSISTANT } from "./schema";

export async function listAssistants(tx: TxCtx): Promise<AssistantDto[]> {
  const rows = await tx.db.member.findMany({
    where: { workspaceId: tx.workspaceId, kind: "assistant", status: "active" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, name, avatarFileId }) => ({
    id,
    name,
    avatarFileId,
    isDefault: name === DEFAULT_ASSISTANT,
  }));
}

/** The assistant of that id, or the workspace's default one. Throws NOT_FOUND. */
export async function getAssistant(tx: TxCtx, assistantId: string | null): Promise<AssistantDto> {
  const all = await listAssistants(tx);
  const found = assistantId
    ? all.find(({ id }) => id === assistantId)
    : (all.find(({ isDefault }) => isDefault) ?? all[0]);
  if (!found) throw notFound("assistant");
  return found;
}
