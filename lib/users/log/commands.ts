import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import type { IdentityTx } from "@/lib/ctx";

/** What the account log writes down, and the word of the OWASP logging vocabulary for the operator's log. */
const KINDS = {
  registered: "user_created",
  signed_in: "authn_login_success",
  sign_in_failed: "authn_login_fail",
  signed_out: "session_ended",
  signed_out_everywhere: "session_ended",
  session_ended: "session_ended",
  password_changed: "authn_password_change",
  password_reset: "authn_password_change",
  password_dropped: "authn_password_change",
  email_confirmed: "user_updated",
  token_created: "authn_token_created",
  token_revoked: "authn_token_revoked",
  token_reused: "authn_token_reuse",
  api_key_created: "authn_token_created",
  api_key_revoked: "authn_token_revoked",
  provider_linked: "user_updated",
} as const;

export type AccountEventKind = keyof typeof KINDS;

/** Appends to a person's account log, and writes a line for the operator. `detail` holds no secret. */
export async function recordAccountEvent(
  tx: IdentityTx,
  userId: string,
  kind: AccountEventKind,
  detail: Record<string, string> = {},
): Promise<void> {
  await tx.db.accountEvent.create({
    data: {
      id: newId(),
      userId,
      kind,
      ip: tx.client.ip,
      userAgent: tx.client.userAgent,
      detail,
      createdAt: tx.clock.now(),
    },
  });
  const severity = kind === "sign_in_failed" || kind === "token_reused" ? log.warn : log.info;
  severity(KINDS[kind], { request_id: tx.requestId, user_id: userId, ip: tx.client.ip, kind });
}
