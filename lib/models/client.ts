import { call } from "@/lib/core/call";
import { listModelsRoute, updateModelRoute } from "./schema";

export async function listModels(workspace: string) {
  return (await call(listModelsRoute, { params: { workspace } })).items;
}

export function setDefaultModel(workspace: string, modelId: string, isDefault: boolean) {
  return call(updateModelRoute, { params: { workspace, modelId }, body: { isDefault } });
}
