import type { Role } from "@/lib/ctx";
import type { InviteStatus } from "./schema";

/** The roles that somebody may invite others to: none above one's own. */
export function rolesToInvite(viewer: { role: Role }): Role[] {
  if (viewer.role === "owner") return ["owner", "admin", "member", "guest"];
  return viewer.role === "admin" ? ["admin", "member", "guest"] : [];
}

type Shape = {
  kind: string;
  uses: number;
  maxUses: number | null;
  acceptedAt: Date | null;
  revokedAt: Date | null;
  expiresAt: Date;
};

/** What has become of an invite. */
export function statusOf(invite: Shape, now: Date): InviteStatus {
  if (invite.revokedAt) return "revoked";
  if (invite.kind === "mail" && invite.acceptedAt) return "accepted";
  if (invite.maxUses !== null && invite.uses >= invite.maxUses) return "used up";
  return invite.expiresAt <= now ? "expired" : "open";
}
