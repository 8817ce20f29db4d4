import { ports } from "@/lib/adapters/index";
import { AppError, forbidden, notFound } from "@/lib/core/errors";
import type { WorkspaceId } from "@/lib/core/ids";
import type { Access, LimitName, RouteSpec } from "@/lib/core/route";
import {
  type Actor,
  actorMemberId,
  type Ctx,
  type IdentityCtx,
  type IdentityTx,
  identity,
  type Role,
} from "@/lib/ctx";
import { type LimitHit, takeLimits } from "@/lib/limits/policy";
import { findMembership, type Membership } from "@/lib/members/queries";
import { findCredential, type SignedIn } from "@/lib/users/queries";
import { readSessionCookie } from "./cookies";
import { later } from "./later";
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

/** The ctx of a request of which nothing is known yet but where it came from. */
export async function anonymousCtx(headers: Headers): Promise<IdentityCtx> {
  const client = addressOf(headers);
  return { ...(await ports()), userId: null, requestId: requestIdOf(headers), client, later };
}

type Refusal = { refusal: AppError };

/**
 * Decides who a request is, and whether it may reach the route: credential, origin, membership, role, limits. The only place
 * (with the job runner) that mints a WorkspaceId. Throws UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED, or NOT_FOUND for a workspace
 * that one is not a member of. One short transaction: the credential, the membership, and all limits in one statement each.
 */
export async function passGate(
  request: Request,
  spec: Pick<RouteSpec, "access" | "limit">,
  slug: string | null,
): Promise<Passed> {
  const bearer = readBearer(request.headers.get("authorization"));
  const cookie = bearer === null ? readSessionCookie(request.headers.get("cookie")) : null;
  if (bearer === null) requireSameOrigin(request, cookie !== null);

  const base = await anonymousCtx(request.headers);
  const decide = async (tx: IdentityTx): Promise<Passed | Refusal> => {
    const signedIn = await findCredential(tx, { bearer, cookie });
    const isWelcome = signedIn !== null || (bearer === null && spec.access === "public");
    const entered = signedIn && slug !== null ? await tryToEnter(tx, signedIn, slug, spec.access) : null;
    const ctx = entered && "actor" in entered ? entered : null;
    const limits = await takeLimits(tx, limitsOf(spec, base.client.network, signedIn, ctx));
    // Returned, not thrown: what was counted must be kept although the request is refused.
    if (!isWelcome) return { refusal: unauthenticated() };
    if (cookie !== null && signedIn && isOfAnother(request, signedIn)) return { refusal: signedInElse() };
    if (entered && "refusal" in entered) return entered;
    return { identity: { ...base, userId: signedIn?.userId ?? null }, signedIn, ctx, limits };
  };
  // What it writes are counts of requests and the time of the last one.
  const outcome = await identity(base, decide, { isDurable: false });
  if ("refusal" in outcome) throw outcome.refusal;
  return outcome;
}

/** Pages say whose they are: what one that is still open for Ana sends must not be Ben's, who signed in in another window of her browser. */
function isOfAnother(request: Request, { userId }: SignedIn): boolean {
  const person = request.headers.get("x-parley-person");
  return person !== null && person !== userId;
}

function signedInElse(): AppError {
  return new AppError("UNAUTHENTICATED", "Somebody else has signed in in this browser. Reload the page.");
}

/** Of whom each limit counts: the credential (or the network, without one), the workspace, and the member by class. */
function limitsOf(
  { limit }: Pick<RouteSpec, "limit">,
  network: string,
  signedIn: SignedIn | null,
  ctx: Ctx | null,
): { name: LimitName; key: string }[] {
  const credential = { name: "api_credential" as const, key: signedIn?.credentialId ?? `network:${network}` };
  if (!ctx) return [credential];
  const workspace = { name: "api_workspace" as const, key: ctx.workspaceId };
  if (!limit) return [credential, workspace];
  const key = limit === "invites" ? ctx.workspaceId : (actorMemberId(ctx) ?? ctx.workspaceId);
  return [credential, workspace, { name: limit, key }];
}

async function tryToEnter(
  tx: IdentityTx,
  signedIn: SignedIn,
  slug: string,
  access: Access,
): Promise<Ctx | Refusal> {
  try {
    return await enterWorkspace(tx, signedIn, slug, access);
  } catch (error) {
    if (error instanceof AppError) return { refusal: error };
    throw error;
  }
}

/** A ctx in the workspace, for a member with at least the role. The open transaction already knows the person (app.user_id). */
export async function enterWorkspace(
  tx: IdentityTx,
  signedIn: SignedIn,
  slug: string,
  access: Access,
): Promise<Ctx> {
  const membership = await findMembership(tx, signedIn.userId, slug);
  if (!membership) throw notFound("workspace");
  if (signedIn.workspaceId && signedIn.workspaceId !== membership.workspaceId) throw notFound("workspace");
  requireRole(membership.role, access);
  const { db: _db, entered: _entered, userId: _userId, later: _later, ...rest } = tx;
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
