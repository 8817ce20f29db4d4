import { ports } from "@/lib/adapters/index";
import { AppError, forbidden, notFound } from "@/lib/core/errors";
import type { WorkspaceId } from "@/lib/core/ids";
import type { Access } from "@/lib/core/route";
import { type Actor, type Ctx, type IdentityCtx, type IdentityTx, identity, type Role } from "@/lib/ctx";
import { type LimitHit, takeLimits } from "@/lib/limits/policy";
import { findMembership, type Membership } from "@/lib/members/queries";
import { findCredential, type SignedIn } from "@/lib/users/queries";
import { readSessionCookie } from "./cookies";
import { addressOf, requireSameOrigin } from "./origin";
import { requestIdFrom } from "./request-id";

export type Passed = {
  identity: IdentityCtx;
  signedIn: SignedIn | null;
  ctx: Ctx | null;
  limits: LimitHit[];
};

/** The id of a request: the client's when it is well formed, else a new one. */
export function requestIdOf(headers: Headers): string {
  return requestIdFrom(headers.get("x-request-id"));
}

/**
 * Decides who a request is, and whether it may reach the route: credential, origin, limits, membership, role. The only place
 * (with the job runner) that mints a WorkspaceId. Throws UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED, or NOT_FOUND for a workspace
 * that one is not a member of.
 */
export async function passGate(request: Request, access: Access, slug: string | null): Promise<Passed> {
  const bearer = readBearer(request.headers.get("authorization"));
  const cookie = bearer === null ? readSessionCookie(request.headers.get("cookie")) : null;
  if (bearer === null) requireSameOrigin(request, cookie !== null && access !== "public");

  const base: IdentityCtx = {
    ...(await ports()),
    userId: null,
    requestId: requestIdOf(request.headers),
    client: addressOf(request.headers),
  };
  return identity(base, async (tx) => {
    const signedIn = await findCredential(tx, { bearer, cookie });
    if (!signedIn && (bearer !== null || access !== "public")) throw unauthenticated();
    const limits = await takeLimits(tx, [
      { name: "api_credential", key: signedIn ? signedIn.credentialId : base.client.network },
    ]);
    const known = { ...base, userId: signedIn?.userId ?? null };
    if (slug === null || !signedIn) return { identity: known, signedIn, ctx: null, limits };
    return { identity: known, signedIn, ctx: await enterWorkspace(tx, signedIn, slug, access), limits };
  });
}

/** A ctx in the workspace, for a member with at least the role. */
export async function enterWorkspace(
  tx: IdentityTx,
  signedIn: SignedIn,
  slug: string,
  access: Access,
): Promise<Ctx> {
  await tx.database.assume(tx.db, { role: "app_identity", userId: signedIn.userId });
  const membership = await findMembership(tx, signedIn.userId, slug);
  if (!membership) throw notFound("workspace");
  if (signedIn.workspaceId && signedIn.workspaceId !== membership.workspaceId) throw notFound("workspace");
  requireRole(membership.role, access);
  const { db: _db, userId: _userId, client: _client, ...rest } = tx;
  return {
    ...rest,
    workspaceId: membership.workspaceId as WorkspaceId,
    actor: actorOf(signedIn, membership),
  };
}

function requireRole(role: Role, access: Access): void {
  if (access === "admin" && role !== "admin" && role !== "owner")
    throw forbidden("Only admins and owners may do this.");
  if (access === "owner" && role !== "owner") throw forbidden("Only an owner may do this.");
}

function actorOf(signedIn: SignedIn, membership: Membership): Actor {
  const person = {
    memberId: membership.memberId,
    userId: signedIn.userId,
    role: membership.role,
    name: membership.name,
  };
  return signedIn.scopes
    ? { kind: "apiKey", ...person, scopes: signedIn.scopes }
    : { kind: "member", ...person };
}

function readBearer(header: string | null): string | null {
  if (header === null) return null;
  const match = /^Bearer ([A-Za-z0-9._~+/=-]{1,4096})$/.exec(header);
  if (!match?.[1]) throw unauthenticated();
  return match[1];
}

function unauthenticated(): AppError {
  return new AppError("UNAUTHENTICATED", "Sign in first, or send a valid token.");
}
