import { z } from "zod";
import { defineEvent } from "@/lib/core/event";

/** A job: there are passages that the embedder has not read. Announced only where there is one. */
export const passagesChanged = defineEvent({
  name: "passages.changed",
  payload: z.object({}),
  job: true,
});
