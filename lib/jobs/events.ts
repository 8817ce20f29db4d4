import * as z from "zod";
import { defineEvent, topics } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";

/** To the admins who are here: a job began, ended, or was asked to. A hint to fetch. */
export const jobChanged = defineEvent({
  name: "job.changed",
  payload: z.object({ adminIds: z.array(Id) }),
  topics: ({ adminIds }) => adminIds.map(topics.member),
  slim: () => ({ adminIds: [] }),
});
