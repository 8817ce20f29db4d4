import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { CitationDto } from "@/lib/messages/schema";

/** Of which rank what should be found must be, to count as found. */
export const RANKED = 10;
export const MOST_PINS = 200;

export const PinDto = z.object({
  id: Id,
  question: z.string(),
  ...CitationDto.pick({ sourceType: true, sourceId: true }).shape,
  /** Of the source that should be found. */
  title: z.string(),
  createdAt: z.string(),
});
export type PinDto = z.infer<typeof PinDto>;

export const PinQuestion = z.strictObject({
  question: z.string().trim().min(1, "Write a question.").max(2_000),
  /** The conversation, document or recording that it should find. */
  sourceId: Id,
});
export type PinQuestion = z.output<typeof PinQuestion>;

export const PinScoresDto = z.object({
  items: z.array(
    z.object({
      pinId: Id,
      /** At which place what should be found is found, from 1; null: not among the first ten. */
      rank: z.int().nullable(),
      isEnough: z.boolean(),
      /** What is found first instead. */
      first: z.string().nullable(),
    }),
  ),
  /** Shares of the questions, from 0 to 1: found first, among the first five, and the mean of 1 / rank. */
  hitAt1: z.number(),
  hitAt5: z.number(),
  meanReciprocalRank: z.number(),
  byMeaning: z.boolean(),
  durationMs: z.int(),
});
export type PinScoresDto = z.infer<typeof PinScoresDto>;

const pins = "/workspaces/{workspace}/retrieval/questions";

export const listPinsRoute = defineRoute({
  method: "GET",
  path: pins,
  summary: "The pinned questions whose sources the admin who asks may read, newest first.",
  access: "admin",
  response: z.object({ items: z.array(PinDto) }),
});

export const pinQuestionRoute = defineRoute({
  method: "POST",
  path: pins,
  summary: "Pin a question with the source that it should find. Repeated: the same.",
  access: "admin",
  status: 201,
  body: PinQuestion,
  response: PinDto,
});

export const unpinQuestionRoute = defineRoute({
  method: "DELETE",
  path: `${pins}/{pinId}`,
  summary: "Take a pinned question away.",
  access: "admin",
  params: { pinId: Id },
});

export const scorePinsRoute = defineRoute({
  method: "POST",
  path: "/workspaces/{workspace}/retrieval/scores",
  summary: "Ask all pinned questions now, and say how well what should be found is found.",
  access: "admin",
  limit: "turns",
  status: 200,
  response: PinScoresDto,
});
