import { notePresence } from "@/lib/conversations/presence/commands";
import { readTopic } from "@/lib/conversations/topics/schema";
import { AppError } from "@/lib/core/errors";
import { anonymousCtx } from "@/lib/web/gate";
import { readText } from "@/lib/web/input";
import { problemResponse } from "@/lib/web/problem";

/** Who came and who went, as the realtime service says: a member is here while somebody listens to their own topic. */
export async function POST(request: Request): Promise<Response> {
  const ctx = await anonymousCtx(request.headers);
  try {
    const events = ctx.realtime.readWebhook(request.headers, await readText(request));
    if (!events) throw new AppError("UNAUTHENTICATED", "This webhook is not signed by our realtime service.");
    const changes = events.flatMap(({ name, channel }) => {
      const target = readTopic(channel);
      const isPresence = name === "channel_occupied" || name === "channel_vacated";
      return isPresence && target?.kind === "member"
        ? [{ memberId: target.id, online: name === "channel_occupied" }]
        : [];
    });
    await notePresence(ctx, changes);
    return new Response(null, { status: 200 });
  } catch (error) {
    return problemResponse(error, ctx.requestId);
  }
}
