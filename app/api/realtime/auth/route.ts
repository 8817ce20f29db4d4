import { findHeardTopics } from "@/lib/conversations/topics/queries";
import { realtimeAuthRoute } from "@/lib/conversations/topics/schema";
import { userRoute } from "@/lib/web/route";

export const POST = userRoute(realtimeAuthRoute, async (ctx, { body, signedIn }) => {
  const { socketId, topics } = body;
  if (!topics) return { user: ctx.realtime.authorizeUser(socketId, signedIn.userId) };
  const heard = await findHeardTopics(ctx, signedIn, topics);
  const sign = (topic: string) => (heard.has(topic) ? ctx.realtime.authorizeTopic(socketId, topic) : null);
  return { auth: Object.fromEntries(topics.map((topic) => [topic, sign(topic)])) };
});
