import type { ShareLinkStatus } from "./schema";

type Link = { expiresAt: Date; revokedAt: Date | null; createdBy: { role: string; status: string } };

/** What has become of a link. It rests on whoever made it: it ends when they leave, or may bring nothing any more. */
export function statusOf({ expiresAt, revokedAt, createdBy }: Link, now: Date): ShareLinkStatus {
  if (revokedAt) return "revoked";
  const isHere = createdBy.status === "active" && createdBy.role !== "guest";
  return isHere && expiresAt > now ? "open" : "ended";
}
