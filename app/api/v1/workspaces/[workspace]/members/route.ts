import { read } from "@/lib/ctx";
import { listMembers } from "@/lib/members/queries";
import { listMembersRoute } from "@/lib/members/schema";
import { route } from "@/lib/web/route";

export const GET = route(listMembersRoute, (ctx, { query }) => read(ctx, (tx) => listMembers(tx, query)));
