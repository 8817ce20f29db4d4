import * as z from "zod";
import { defineEvent } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";

/** A job: mail an invite. The token travels sealed, because only its hash may be readable in a database. */
export const mailRequested = defineEvent({
  name: "mail.requested",
  payload: z.object({ inviteId: Id, sealedToken: z.string() }),
  job: true,
});
