import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { oneRecording, recordingParams } from "@/lib/recordings/schema";
import { TaskDto } from "../schema";

/** What became of an action item of the newest report. Without tasks, and not dismissed, it is still suggested. */
export const SuggestionDto = z.object({
  lineId: Id,
  /** Made of it, the first one first: also those that are done. */
  tasks: z.array(TaskDto),
  /** Somebody said that it is no task: who, if they are still known. */
  dismissed: z.object({ at: z.string(), by: z.string().nullable() }).nullable(),
});
export type SuggestionDto = z.infer<typeof SuggestionDto>;

const suggestions = `${oneRecording}/suggestions`;
const dismissal = `${suggestions}/{lineId}/dismissal`;
const params = { ...recordingParams, lineId: Id };

export const listSuggestionsRoute = defineRoute({
  method: "GET",
  path: suggestions,
  summary: "The action items of the newest report: those that are tasks, that were dismissed, and the rest.",
  access: "member",
  params: recordingParams,
  response: z.object({ items: z.array(SuggestionDto) }),
});

export const dismissSuggestionRoute = defineRoute({
  method: "PUT",
  path: dismissal,
  summary: "This action item is no task: it is suggested to nobody any more. Said again, nothing changes.",
  access: "member",
  params,
});

export const restoreSuggestionRoute = defineRoute({
  method: "DELETE",
  path: dismissal,
  summary: "Suggest a dismissed action item again.",
  access: "member",
  params,
});
