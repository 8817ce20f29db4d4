import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";
import { MemberRole, SalesAccess } from "@/lib/members/schema";
import { Email, MyWorkspaceDto } from "@/lib/users/schema";

export const InviteStatus = z.enum(["open", "accepted", "used up", "revoked", "expired"]);
export type InviteStatus = z.infer<typeof InviteStatus>;

/** An invite as admins of the workspace see it. Its token is not among it. */
export const InviteDto = z.object({
  id: Id,
  kind: z.enum(["mail", "link"]),
  /** null of a link. */
  email: z.string().nullable(),
  role: MemberRole,
  salesAccess: SalesAccess,
  status: InviteStatus,
  /** The mail has not been handed over yet; it is tried again. */
  mailPending: z.boolean(),
  uses: z.int(),
  /** null: without limit. */
  maxUses: z.int().nullable(),
  invitedBy: z.object({ id: Id, name: z.string() }),
  expiresAt: z.string(),
  createdAt: z.string(),
});
export type InviteDto = z.infer<typeof InviteDto>;

/** An invite as the person sees it who holds its token. */
export const InviteViewDto = z.object({
  kind: z.enum(["mail", "link"]),
  workspace: z.object({ slug: z.string(), name: z.string() }),
  inviter: z.string().nullable(),
  role: MemberRole,
  /** Of an invite by mail: whom it is for. */
  email: z.string().nullable(),
  expiresAt: z.string(),
  /** Whether who asks is in the workspace already. */
  isMember: z.boolean(),
});
export type InviteViewDto = z.infer<typeof InviteViewDto>;

const common = {
  role: MemberRole.default("member"),
  salesAccess: SalesAccess.default("none"),
  expiresInDays: z.int().min(1, "At least one day.").max(30, "At most 30 days.").default(7),
};

export const CreateInvite = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("mail"), email: Email, ...common }),
  z.strictObject({
    kind: z.literal("link"),
    maxUses: z.int().min(1).max(1_000, "At most 1,000 people.").nullable().default(null),
    ...common,
  }),
]);
export type CreateInvite = z.output<typeof CreateInvite>;

/** 32 random bytes in base64url. */
const InviteToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const inWorkspace = "/workspaces/{workspace}/invites";

export const listInvitesRoute = defineRoute({
  method: "GET",
  path: inWorkspace,
  summary: "Invites of the workspace, newest first.",
  access: "admin",
  query: { ...pageQuery, status: z.enum(["open", "all"]).default("open") },
  response: pageOf(InviteDto),
});

export const createInviteRoute = defineRoute({
  method: "POST",
  path: inWorkspace,
  summary: "Invite one person by mail, or make a link. The address of a link is shown this once.",
  access: "admin",
  limit: "invites",
  status: 201,
  idempotent: false,
  body: CreateInvite,
  response: z.object({ invite: InviteDto, url: z.string().nullable() }),
});

export const revokeInviteRoute = defineRoute({
  method: "DELETE",
  path: `${inWorkspace}/{inviteId}`,
  summary: "Withdraw an invite.",
  access: "admin",
  params: { inviteId: Id },
});

export const getInviteRoute = defineRoute({
  method: "GET",
  path: "/invites/{token}",
  summary: "What an invite leads to. 410 when it was used, withdrawn, or is too old.",
  access: "public",
  params: { token: InviteToken },
  response: InviteViewDto,
});

export const acceptInviteRoute = defineRoute({
  method: "POST",
  path: "/invites/{token}/accept",
  summary: "Join the workspace. 403 when the invite is for another address.",
  access: "user",
  params: { token: InviteToken },
  idempotent: false,
  response: z.object({ workspace: MyWorkspaceDto }),
});
