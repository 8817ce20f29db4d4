import { z } from "zod";
import { defineEvent } from "@/lib/core/event";

/** A job: files went, and what is left of their bytes goes too. */
export const filesDropped = defineEvent({
  name: "files.dropped",
  payload: z.object({ paths: z.array(z.string()) }),
  job: true,
});
