import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { CitationDto } from "../schema";

const GiveFeedback = z.strictObject({ helpful: z.boolean() });

export const FeedbackDto = z.object({
  /** Over all quotes of the workspace, whoever may read them: numbers alone. */
  helpful: z.int(),
  unhelpful: z.int(),
  /** The newest that did not help, of those that the admin who asks may read. */
  items: z.array(
    z.object({
      messageId: Id,
      conversationId: Id,
      ...CitationDto.pick({
        n: true,
        sourceType: true,
        sourceId: true,
        anchor: true,
        title: true,
        quote: true,
      }).shape,
      version: z.int(),
      by: z.string(),
      createdAt: z.string(),
    }),
  ),
});
export type FeedbackDto = z.infer<typeof FeedbackDto>;

const one = "/workspaces/{workspace}/messages/{messageId}/citations/{number}/feedback";
const params = { messageId: Id, number: z.coerce.number().int().min(1).max(1_000) };

export const giveFeedbackRoute = defineRoute({
  method: "PUT",
  path: one,
  summary: "Say whether a quote helped. Said again, the last word holds.",
  access: "member",
  params,
  body: GiveFeedback,
});

export const takeFeedbackBackRoute = defineRoute({
  method: "DELETE",
  path: one,
  summary: "Take back what one said of a quote.",
  access: "member",
  params,
});

export const listFeedbackRoute = defineRoute({
  method: "GET",
  path: "/workspaces/{workspace}/retrieval/feedback",
  summary: "How many quotes helped and did not, and the newest that did not.",
  access: "admin",
  response: FeedbackDto,
});
