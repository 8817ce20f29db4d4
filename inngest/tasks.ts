import { messageEdited } from "@/lib/messages/events";
import { tellOwners } from "@/lib/tasks/corrections/commands";
import { job } from "./step";

/** A message was edited: whoever has to do what was made of it is told. */
export const tellOfMessage = job(
  { id: "tell-of-message", actsAs: "system", rows: "failures" },
  { event: messageEdited },
  ({ payload, step }) =>
    step.run("tell", async (ctx) => {
      await tellOwners(ctx, { type: "message", id: payload.messageId });
      return null;
    }),
);
