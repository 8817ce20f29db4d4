import { actorMemberId, read } from "@/lib/ctx";
import { embedQuestion } from "@/lib/runs/embedding/commands";
import { explainSearch } from "@/lib/sources/explanations/queries";
import { explainSearchRoute } from "@/lib/sources/schema";
import { route } from "@/lib/web/route";

export const GET = route(explainSearchRoute, async (ctx, { query }) => {
  const { question: text } = query;
  const meaning = await embedQuestion(ctx, { text, conversationId: null, memberId: actorMemberId(ctx) });
  return read(ctx, (tx) => explainSearch(tx, { ...query, meaning }));
});
