import { listAssistants } from "@/lib/assistants/queries";
import { listAssistantsRoute } from "@/lib/assistants/schema";
import { read } from "@/lib/ctx";
import { route } from "@/lib/web/route";

export const GET = route(listAssistantsRoute, async (ctx) => ({ items: await read(ctx, listAssistants) }));
