import { z } from "zod";
import { defineRoute } from "@/lib/core/route";
import { oneRecording, recordingParams } from "../schema";

const SpeakerStatisticsDto = z.object({
  speaker: z.string().nullable(),
  spokenMs: z.int(),
  /** Of the time in which anybody speaks, from 0 to 1. */
  share: z.number(),
  turns: z.int(),
  longestMs: z.int(),
  questions: z.int(),
  words: z.int(),
  wordsPerMinute: z.int(),
});

export const StatisticsDto = z.object({
  durationMs: z.int(),
  silentMs: z.int(),
  speakers: z.array(SpeakerStatisticsDto),
});
export type StatisticsDto = z.infer<typeof StatisticsDto>;

export const getStatisticsRoute = defineRoute({
  method: "GET",
  path: `${oneRecording}/statistics`,
  summary: "Who spoke how long, how often and how fast.",
  access: "member",
  params: recordingParams,
  response: StatisticsDto,
});
