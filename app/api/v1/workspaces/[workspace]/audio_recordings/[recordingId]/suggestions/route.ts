import { read } from "@/lib/ctx";
import { listSuggestions } from "@/lib/tasks/suggestions/queries";
import { listSuggestionsRoute } from "@/lib/tasks/suggestions/schema";
import { route } from "@/lib/web/route";

export const GET = route(listSuggestionsRoute, (ctx, { params }) =>
  read(ctx, async (tx) => ({ items: await listSuggestions(tx, params.recordingId) })),
);
