import { mailInvite } from "@/lib/invites/commands";
import { mailRequested } from "@/lib/invites/events";
import { job } from "./step";

/** Mails an invite; a mail server that is down is tried again for hours. */
export const mailInvites = job(
  { id: "mail-invite", retries: 10 },
  { event: mailRequested },
  async ({ payload, step }) => {
    await step.run("mail", (ctx) => mailInvite(ctx, payload));
  },
);
