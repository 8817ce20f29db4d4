import { call } from "@/lib/core/call";
import { listAssistantsRoute } from "./schema";

export async function listAssistants(workspace: string) {
  return (await call(listAssistantsRoute, { params: { workspace } })).items;
}
