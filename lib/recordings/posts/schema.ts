import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { MessageDto } from "@/lib/messages/schema";
import { oneRecording, recordingParams } from "../schema";

/** What is read at a glance. */
export const MOST_POSTED = 5;

/** Of those who read a conversation, who could not hear the recording. Empty: everybody may. */
export const HearingDto = z.object({
  missing: z.array(z.object({ memberId: Id, name: z.string() })),
  missingCount: z.int(),
});
export type HearingDto = z.infer<typeof HearingDto>;

export const PostReport = z.strictObject({
  conversationId: Id,
  clientId: Id,
  lineIds: z
    .array(Id)
    .min(1, "Choose a line to post.")
    .max(MOST_POSTED, `At most ${MOST_POSTED} lines are posted.`),
});
export type PostReport = z.output<typeof PostReport>;

export const getHearingRoute = defineRoute({
  method: "GET",
  path: `${oneRecording}/hearing`,
  summary: "Who of those that read a conversation could not hear the recording: at most ten by name.",
  access: "member",
  params: recordingParams,
  query: { conversationId: Id },
  response: HearingDto,
});

export const postReportRoute = defineRoute({
  method: "POST",
  path: `${oneRecording}/posts`,
  summary:
    "Post lines of the report to a conversation whose readers may all hear the recording, each citing its second. Repeated with the same client_id: 200 and the same message.",
  access: "member",
  limit: "messages",
  status: 201,
  idempotent: false,
  params: recordingParams,
  body: PostReport,
  response: MessageDto,
});
