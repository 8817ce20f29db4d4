import { z } from "zod";
import { defineEvent } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";

/** A job: somebody may hear less than before, so their live connections are ended and must be authorized anew. */
export const accessRevoked = defineEvent({
  name: "access.revoked",
  payload: z.object({ memberId: Id, userId: Id.nullable(), reason: z.string() }),
  job: true,
});
