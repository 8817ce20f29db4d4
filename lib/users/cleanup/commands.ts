import type { Ports } from "@/lib/ctx";

/**
 * Forgets what has run out: sessions, links from mails, refresh tokens, and hits of limits. Returns how many rows. Emits: none. No account
 * event: nobody did it.
 */
export async function forgetExpired({ database, clock }: Pick<Ports, "database" | "clock">): Promise<number> {
  const now = clock.now();
  return database.inTransaction({ role: "app_identity" }, async (db) => {
    const counts = [
      await db.session.deleteMany({ where: { expires: { lte: now } } }),
      await db.oneTimeToken.deleteMany({ where: { expiresAt: { lte: now } } }),
      await db.refreshToken.deleteMany({ where: { expiresAt: { lte: now } } }),
      await db.rateHit.deleteMany({ where: { expiresAt: { lte: now } } }),
    ];
    return counts.reduce((sum, { count }) => sum + count, 0);
  });
}
