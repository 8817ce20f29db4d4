import { read } from "@/lib/ctx";
import { listInbox } from "@/lib/messages/queries";
import { listInboxRoute } from "@/lib/messages/schema";
import { route } from "@/lib/web/route";

export const GET = route(listInboxRoute, (ctx, { query }) => read(ctx, (tx) => listInbox(tx, query)));
