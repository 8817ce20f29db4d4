import { z } from "zod";
import { defineEvent } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";

/** A job: there are passages that the embedder has not read. Announced only where there is one. */
export const passagesChanged = defineEvent({
  name: "passages.changed",
  payload: z.object({}),
  job: true,
});

/** A job: it is called otherwise now, and the index follows. */
export const sourceRenamed = defineEvent({
  name: "source.renamed",
  payload: z.object({ type: z.enum(["document", "recording"]), subjectId: Id }),
  job: true,
});
