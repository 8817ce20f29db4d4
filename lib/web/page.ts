import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { isAppError } from "@/lib/core/errors";
import { type Ctx, type IdentityCtx, identity } from "@/lib/ctx";
import { findCredential, type SignedIn } from "@/lib/users/queries";
import { readSessionCookie } from "./cookies";
import { anonymousCtx, enterWorkspace } from "./gate";

export type Visitor = { identity: IdentityCtx; signedIn: SignedIn | null };

/** Who looks at this page, signed in or not. Once per request. */
export const getVisitor = cache(async (): Promise<Visitor> => {
  const given = await headers();
  const base = await anonymousCtx(given);
  const cookie = readSessionCookie(given.get("cookie"));
  if (!cookie) return { identity: base, signedIn: null };
  const signedIn = await identity(base, (tx) => findCredential(tx, { bearer: null, cookie }));
  return { identity: { ...base, userId: signedIn?.userId ?? null }, signedIn };
});

/** The same, for pages that need somebody: others are led to sign in, and back to where they wanted to go. */
export async function requireVisitor(next: string): Promise<Visitor & { signedIn: SignedIn }> {
  const visitor = await getVisitor();
  if (!visitor.signedIn) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  return { ...visitor, signedIn: visitor.signedIn };
}

/** Whoever looks, without asking who: what a page shows to everybody alike. */
export async function anonymousVisitor(): Promise<IdentityCtx> {
  return anonymousCtx(await headers());
}

/** The ctx of a member of the workspace, for pages and loaders. A workspace one is not in looks like one that does not exist. */
export const getPageCtx = cache(async (slug: string): Promise<Ctx> => {
  const { identity: base, signedIn } = await requireVisitor(`/w/${slug}`);
  try {
    return await identity(base, (tx) => enterWorkspace(tx, signedIn, slug, "member"));
  } catch (error) {
    if (isAppError(error, "NOT_FOUND")) notFound();
    throw error;
  }
});

/** Runs a read for a page; what does not exist, or may not be seen, is the not-found page. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isAppError(error, "NOT_FOUND")) notFound();
    throw error;
  }
}
