import { z } from "zod";
import type { Mail } from "@/lib/adapters/mail/port";
import { invalid } from "@/lib/core/errors";

const Address = z.email().max(254);
const LONGEST_SUBJECT = 500;

/**
 * Throws INVALID for what could become a second header or a second recipient. Names and subjects are partly typed by people
 * (a workspace's name in an invitation), so this is where an injected `Bcc:` ends.
 */
export function assertSafeHeaders({ to, subject }: Pick<Mail, "to" | "subject">): void {
  if (hasControlCharacter(to) || !Address.safeParse(to).success)
    throw invalid("to", "This is not a mail address.");
  if (hasControlCharacter(subject)) throw invalid("subject", "A subject is one line of text.");
  if (subject.length > LONGEST_SUBJECT)
    throw invalid("subject", `A subject has at most ${LONGEST_SUBJECT} characters.`);
}

/** Control characters, and the two that Unicode calls line and paragraph separator. */
function hasControlCharacter(text: string): boolean {
  return /[\p{Cc}\u2028\u2029]/u.test(text);
}
