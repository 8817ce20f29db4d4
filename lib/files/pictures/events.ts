import { z } from "zod";
import { defineEvent } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";

/** A job: a picture was brought, and is drawn anew before anybody is shown it. */
export const pictureBrought = defineEvent({
  name: "picture.brought",
  payload: z.object({ fileId: Id }),
  job: true,
});
