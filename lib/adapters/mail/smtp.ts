import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import { type Breaker, breaker as processBreaker } from "@/lib/adapters/breaker";
import { assertSafeHeaders } from "@/lib/adapters/mail/headers";
import type { Mail, MailPort } from "@/lib/adapters/mail/port";
import { SECOND } from "@/lib/core/clock";
import { AppError, invalid, isAppError } from "@/lib/core/errors";

export type SmtpConfig = {
  /** `smtp://` or `smtps://`, with user and password. */
  url: string;
  /** `Parley <no-reply@example.com>` */
  from: string;
};

const REMEMBERED = 10_000;

/**
 * Mail by SMTP. The address is the operator's own. SMTP itself cannot tell a repeated mail: this process remembers what it sent,
 * and a repetition from elsewhere carries the same Message-ID, by which receivers drop it.
 */
export function createSmtpMail(config: SmtpConfig, breaker: Breaker = processBreaker("mail")): MailPort {
  const transport = createTransport({
    url: config.url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 5 * SECOND,
    greetingTimeout: 5 * SECOND,
    socketTimeout: 30 * SECOND,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const sendOnce = onlyOnce((mail: Mail) =>
    breaker
      .run(
        () => transport.sendMail({ ...envelopeOf(mail, config.from), text: mail.text, html: mail.html }),
        isOutage,
      )
      .then(
        () => {},
        (error: unknown) => {
          throw explain(error);
        },
      ),
  );
  return {
    async send(mail) {
      assertSafeHeaders(mail);
      await sendOnce(mail);
    },
    kept: null,
    async ping() {
      await transport.verify();
    },
  };
}

function envelopeOf(mail: Mail, from: string) {
  const domain = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? "parley.invalid";
  const messageId = `<${createHash("sha256").update(mail.id).digest("hex").slice(0, 32)}@${domain}>`;
  return {
    messageId,
    from,
    // As an object, so that it is never parsed into several.
    to: { name: "", address: mail.to },
    subject: mail.subject,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/** Concurrent and later calls with an id that was sent, or is being sent, share the first one's outcome. A failed one may be tried again. */
function onlyOnce(send: (mail: Mail) => Promise<void>): (mail: Mail) => Promise<void> {
  const sent = new Map<string, Promise<void>>();
  return (mail) => {
    const known = sent.get(mail.id);
    if (known) return known;
    const sending = send(mail);
    sent.set(mail.id, sending);
    sending.catch(() => sent.delete(mail.id));
    const [oldest] = sent.keys();
    if (sent.size > REMEMBERED && oldest !== undefined) sent.delete(oldest);
    return sending;
  };
}

/** A server that refuses this one mail for good (5xx) is up. */
function isOutage(error: unknown): boolean {
  const status = statusOf(error);
  return status === null || status < 500;
}

function explain(error: unknown): AppError {
  if (isAppError(error, "UNAVAILABLE")) return delayed(error, error.details.retryAfterSeconds);
  const status = statusOf(error);
  if (status === 550 || status === 551 || status === 553)
    return invalid("to", "This mail address was refused.");
  return status !== null && status >= 500
    ? new AppError("INTERNAL", "The mail was refused.", { cause: error })
    : delayed(error, undefined);
}

function delayed(cause: unknown, retryAfterSeconds = 30): AppError {
  return new AppError("UNAVAILABLE", "Mail cannot leave right now.", { retryAfterSeconds, cause });
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !("responseCode" in error)) return null;
  // A refused password is our configuration, not this mail: nothing leaves until the operator has seen to it.
  if ("code" in error && error.code === "EAUTH") return null;
  return typeof error.responseCode === "number" ? error.responseCode : null;
}
