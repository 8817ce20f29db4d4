import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/adapters/env";
import { notFound } from "@/lib/core/errors";
import { type IdentityCtx, identity } from "@/lib/ctx";
import type { SignedIn } from "@/lib/users/queries";

/** Whether a request carries OPS_TOKEN as its bearer. Without one configured nobody does. */
export function isOperator(request: Request): boolean {
  const expected = env().OPS_TOKEN;
  const given = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  return expected !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(expected));
}

/**
 * That somebody runs the installation: their address, confirmed, is one of PARLEY_OPERATORS. To everybody else what only an operator may
 * see does not exist: throws NOT_FOUND.
 */
export async function requireOperator(ctx: IdentityCtx, signedIn: SignedIn | null): Promise<SignedIn> {
  const operators = env().PARLEY_OPERATORS.map((address) => address.toLowerCase());
  if (!signedIn || !operators.includes(signedIn.email.toLowerCase())) throw notFound("page");
  const confirmed = await identity(ctx, (tx) =>
    tx.db.user.count({ where: { id: signedIn.userId, emailVerified: { not: null } } }),
  );
  if (confirmed === 0) throw notFound("page");
  return signedIn;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
