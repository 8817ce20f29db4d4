import { read } from "@/lib/ctx";
import { addTerm } from "@/lib/recordings/glossary/commands";
import { listTerms } from "@/lib/recordings/glossary/queries";
import { addTermRoute, listTermsRoute } from "@/lib/recordings/glossary/schema";
import { route } from "@/lib/web/route";

export const GET = route(listTermsRoute, async (ctx) => ({ items: await read(ctx, listTerms) }));

export const POST = route(addTermRoute, (ctx, { body }) => addTerm(ctx, body));
