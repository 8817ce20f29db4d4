import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";

export const MemberRole = z.enum(["owner", "admin", "member", "guest"]);
export type MemberRole = z.infer<typeof MemberRole>;

/** What of the pipeline a member sees: nothing, their own leads, their team's, or all. */
export const SalesAccess = z.enum(["none", "own", "team", "all"]);
export type SalesAccess = z.infer<typeof SalesAccess>;

export const MemberStatus = z.enum(["active", "deactivated"]);
export type MemberStatus = z.infer<typeof MemberStatus>;

export const MemberDto = z.object({
  id: Id,
  kind: z.enum(["person", "assistant", "visitor"]),
  name: z.string(),
  /** null for assistants, and to guests. */
  email: z.string().nullable(),
  avatarFileId: Id.nullable(),
  role: MemberRole,
  salesAccess: SalesAccess,
  status: MemberStatus,
  statusText: z.string().nullable(),
  online: z.boolean(),
  lastSeenAt: z.string().nullable(),
  joinedAt: z.string(),
});
export type MemberDto = z.infer<typeof MemberDto>;

export const UpdateMember = z.strictObject({
  role: MemberRole.optional(),
  salesAccess: SalesAccess.optional(),
  status: MemberStatus.optional(),
});
export type UpdateMember = z.output<typeof UpdateMember>;

const one = "/workspaces/{workspace}/members/{memberId}";
const params = { memberId: Id };

export const listMembersRoute = defineRoute({
  method: "GET",
  path: "/workspaces/{workspace}/members",
  summary: "People and assistants of the workspace. Guests see those whom they share a conversation with.",
  access: "member",
  query: {
    ...pageQuery,
    kind: z.enum(["person", "assistant"]).optional(),
    status: MemberStatus.default("active"),
  },
  response: pageOf(MemberDto),
});

export const getMemberRoute = defineRoute({
  method: "GET",
  path: one,
  summary: "One member.",
  access: "member",
  params,
  response: MemberDto,
});

export const updateMemberRoute = defineRoute({
  method: "PATCH",
  path: one,
  summary: "Change a role or sales access, deactivate, or activate again. The last owner stays.",
  access: "admin",
  params,
  body: UpdateMember,
  response: MemberDto,
});

export const removeMemberRoute = defineRoute({
  method: "DELETE",
  path: one,
  summary: "Remove somebody from the workspace, or leave it. What they wrote stays.",
  access: "member",
  params,
});
