import "server-only";
import { cache } from "react";
import { identity } from "@/lib/ctx";
import { getVisitor, requireVisitor } from "@/lib/web/page";
import { listApiKeys } from "./keys/queries";
import { listAccountEvents } from "./log/queries";
import { getMe } from "./queries";
import type { AccountEventDto, ApiKeyDto, MeDto, SessionDto } from "./schema";
import { listSessions } from "./sessions/queries";

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

export type LoadedAccount = {
  me: MeDto;
  sessions: SessionDto[];
  keys: ApiKeyDto[];
  events: AccountEventDto[];
};

/** Everything on the page of one's own account. */
export async function loadAccount(next: string): Promise<LoadedAccount> {
  const { identity: base, signedIn } = await requireVisitor(next);
  return identity(base, async (tx) => ({
    me: await getMe(tx, signedIn),
    sessions: (await listSessions(tx, signedIn, { limit: 100 })).items,
    keys: (await listApiKeys(tx, signedIn.userId, { limit: 100 })).items,
    events: (await listAccountEvents(tx, signedIn.userId, { limit: 20 })).items,
  }));
}
