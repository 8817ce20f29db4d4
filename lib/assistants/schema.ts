import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";

/** The name of the assistant that every workspace is born with: `@assistant`. */
export const DEFAULT_ASSISTANT = "assistant";

export const AssistantDto = z.object({
  /** Its member id. */
  id: Id,
  name: z.string(),
  isDefault: z.boolean(),
  avatarFileId: Id.nullable(),
});
export type AssistantDto = z.infer<typeof AssistantDto>;

export const listAssistantsRoute = defineRoute({
  method: "GET",
  path: "/workspaces/{workspace}/assistants",
  summary: "The assistants of the workspace.",
  access: "member",
  response: z.object({ items: z.array(AssistantDto) }),
});
