import { createHash } from "node:crypto";
import { DAY, MINUTE } from "@/lib/core/clock";
import { AppError, invalid } from "@/lib/core/errors";
import { actorMemberId, type Ctx, transaction } from "@/lib/ctx";
import { Prisma } from "@/prisma/generated/client";

/** An answer that was given before. */
type StoredAnswer = { status: number; body: unknown };

/** One attempt under an Idempotency-Key: repeat the stored answer, or run and then say how it ended. */
export type Attempt =
  | { kind: "replay"; answer: StoredAnswer }
  | {
      kind: "run";
      /** Keeps the answer for 24 hours. */
      keep(answer: StoredAnswer): Promise<void>;
      /** Forgets the attempt, so that the same key can try again. */
      forget(): Promise<void>;
    };

const KEPT_MS = DAY;
/** Longer than any request may take: whoever began it died. */
const ABANDONED_MS = MINUTE;

/**
 * Claims an Idempotency-Key for the acting member. `operation` is the method and path. Throws INVALID for a malformed key, and CONFLICT while
 * the first attempt is running or when the key was used for something else.
 */
export async function beginAttempt(
  ctx: Ctx,
  request: { key: string; operation: string; body: unknown },
): Promise<Attempt> {
  if (!/^[\x21-\x7e]{1,255}$/.test(request.key))
    throw invalid("Idempotency-Key", "Use 1 to 255 visible ASCII characters.");
  const memberId = actorMemberId(ctx);
  if (!memberId) throw new AppError("FORBIDDEN", "Only members may use an Idempotency-Key.");
  const where = {
    workspaceId_memberId_key: { workspaceId: ctx.workspaceId, memberId, key: request.key },
  };
  const requestHash = hashOf(request);

  const answer = await transaction(ctx, async (tx): Promise<StoredAnswer | null> => {
    const now = tx.clock.now();
    const claimed = await tx.db.$executeRaw`
      insert into "IdempotencyKey" ("workspaceId", "memberId", key, "requestHash", "createdAt")
      values (${tx.workspaceId}::uuid, ${memberId}::uuid, ${request.key}, ${requestHash}, ${now}::timestamptz)
      on conflict ("workspaceId", "memberId", key) do update
      set "requestHash" = excluded."requestHash", "createdAt" = excluded."createdAt", status = null, response = null
      where "IdempotencyKey"."createdAt" < ${new Date(now.getTime() - KEPT_MS)}::timestamptz
        or ("IdempotencyKey".status is null and "IdempotencyKey"."createdAt" < ${new Date(now.getTime() - ABANDONED_MS)}::timestamptz)`;
    if (claimed > 0) return null;
    const row = await tx.db.idempotencyKey.findUniqueOrThrow({ where });
    if (row.requestHash !== requestHash)
      throw new AppError("CONFLICT", "This Idempotency-Key was used for another request.");
    if (row.status === null)
      throw new AppError("CONFLICT", "The first request with this Idempotency-Key is still running.");
    return { status: row.status, body: row.response ?? undefined };
  });
  if (answer) return { kind: "replay", answer };

  return {
    kind: "run",
    keep: ({ status, body }) =>
      transaction(ctx, async (tx) => {
        // What the handler answered: plain JSON values, as the response schema says.
        const response = body === undefined ? Prisma.DbNull : (body as Prisma.InputJsonValue);
        await tx.db.idempotencyKey.update({ where, data: { status, response } });
      }),
    forget: () =>
      transaction(ctx, async (tx) => {
        await tx.db.idempotencyKey.deleteMany({
          where: { ...where.workspaceId_memberId_key, status: null },
        });
      }),
  };
}

function hashOf({ operation, body }: { operation: string; body: unknown }): string {
  return createHash("sha256")
    .update(`${operation}\n${JSON.stringify(body)}`)
    .digest("base64url");
}
