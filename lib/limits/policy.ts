import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { LimitName } from "@/lib/core/route";
import type { IdentityTx } from "@/lib/ctx";

/** What was left of a limit after it was taken from. */
export type LimitHit = { name: LimitName; most: number; remaining: number; resetSeconds: number };

type Taken = {
  name: LimitName;
  most: number;
  windowSeconds: number;
  allowed: boolean;
  remaining: number;
  retryAfterSeconds: number;
};

/**
 * Takes one from each limit, all in one statement. Throws RATE_LIMITED with the seconds to wait when one of them is used up; then none is
 * taken. The rows are locked until the transaction ends, so it comes last in one.
 */
export async function takeLimits(
  tx: IdentityTx,
  wanted: { name: LimitName; key: string }[],
): Promise<LimitHit[]> {
  const names = wanted.map((limit) => limit.name);
  const keys = wanted.map((limit) => limit.key);
  const taken = await tx.db.$queryRaw<Taken[]>`
    select l.name, l.most, l."windowSeconds", t.allowed, t.remaining, t.retry_after_seconds as "retryAfterSeconds"
    from (
      select r.name, w.key, r.most, r."windowSeconds"
      from unnest(${names}::text[], ${keys}::text[]) as w(name, key) join "RateLimit" r on r.name = w.name
      order by r.name, w.key offset 0
    ) l
    cross join lateral take_limit(l.name || ':' || l.key, l.most, l."windowSeconds") t`;
  if (taken.length < wanted.length) throw new Error(`A limit has no row: ${names.join(", ")}.`);
  const refused = taken.filter((limit) => !limit.allowed);
  if (refused.length > 0) throw tooMany(tx, refused);
  return taken.map(({ name, most, remaining, windowSeconds }) => ({
    name,
    most,
    remaining,
    resetSeconds: windowSeconds,
  }));
}

/** Gives one back: what turned out to be no guess does not count. */
export async function giveBack(
  tx: IdentityTx,
  { name, key }: { name: LimitName; key: string },
): Promise<void> {
  const full = `${name}:${key}`;
  await tx.db.$executeRaw`
    update "RateHit" set hits = hits - 1
    where key = ${full} and hits > 0 and bucket = (select max(h.bucket) from "RateHit" h where h.key = ${full})`;
}

/** RateLimit-* of the limit that is nearest to its end. */
export function limitHeaders(hits: LimitHit[]): [string, string][] {
  const [first, ...others] = hits;
  if (!first) return [];
  const tightest = others.reduce((a, b) => (b.remaining / b.most < a.remaining / a.most ? b : a), first);
  return [
    ["ratelimit-limit", String(tightest.most)],
    ["ratelimit-remaining", String(tightest.remaining)],
    ["ratelimit-reset", String(tightest.resetSeconds)],
  ];
}

function tooMany(tx: IdentityTx, refused: Taken[]): AppError {
  const longest = refused.reduce((a, b) => (b.retryAfterSeconds > a.retryAfterSeconds ? b : a));
  log.warn("excess_rate_limit_exceeded", {
    request_id: tx.requestId,
    limit: longest.name,
    user_id: tx.userId,
    ip: tx.client.ip,
  });
  return new AppError("RATE_LIMITED", "Too many requests. Wait a little, then try again.", {
    retryAfterSeconds: longest.retryAfterSeconds,
    limit: longest.most,
  });
}
