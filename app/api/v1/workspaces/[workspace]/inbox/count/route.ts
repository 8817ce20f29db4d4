import { read } from "@/lib/ctx";
import { countInbox } from "@/lib/inbox/queries";
import { countInboxRoute } from "@/lib/inbox/schema";
import { route } from "@/lib/web/route";

export const GET = route(countInboxRoute, (ctx) => read(ctx, async (tx) => ({ open: await countInbox(tx) })));
