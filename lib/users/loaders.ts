import "server-only";
import { cache } from "react";
import { identity } from "@/lib/ctx";
import { getVisitor, requireVisitor } from "@/lib/web/page";
import { getMe } from "./queries";
import type { MeDto } from "./schema";

/** Who is signed in in this browser, or null. */
export const findMe = cache(async (): Promise<MeDto | null> => {
  const { identity: base, signedIn } = await getVisitor();
  return signedIn ? identity(base, (tx) => getMe(tx, signedIn)) : null;
});

/** Who is signed in; others are led to sign in, and back to `next`. */
export async function loadMe(next: string): Promise<MeDto> {
  const { identity: base, signedIn } = await requireVisitor(next);
  return (await findMe()) ?? identity(base, (tx) => getMe(tx, signedIn));
}
