import "server-only";
import { read } from "@/lib/ctx";
import { getPageCtx, orNotFound } from "@/lib/web/page";
import { listSuggestions } from "./queries";
import type { SuggestionDto } from "./schema";

/** What became of the action items of a recording that the page has found already. */
export async function loadSuggestions(slug: string, recordingId: string): Promise<SuggestionDto[]> {
  const ctx = await getPageCtx(slug);
  return orNotFound(read(ctx, (tx) => listSuggestions(tx, recordingId)));
}
