import { read } from "@/lib/ctx";
import { listInbox } from "@/lib/inbox/queries";
import { listInboxRoute } from "@/lib/inbox/schema";
import { route } from "@/lib/web/route";

export const GET = route(listInboxRoute, (ctx, { query }) => read(ctx, (tx) => listInbox(tx, query)));
