import { read } from "@/lib/ctx";
import { removeMember, updateMember } from "@/lib/members/commands";
import { getMemberDto } from "@/lib/members/queries";
import { getMemberRoute, removeMemberRoute, updateMemberRoute } from "@/lib/members/schema";
import { route } from "@/lib/web/route";

export const GET = route(getMemberRoute, (ctx, { params }) =>
  read(ctx, (tx) => getMemberDto(tx, params.memberId)),
);

export const PATCH = route(updateMemberRoute, (ctx, { params, body }) =>
  updateMember(ctx, params.memberId, body),
);

export const DELETE = route(removeMemberRoute, (ctx, { params }) => removeMember(ctx, params.memberId));
