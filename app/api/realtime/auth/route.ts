import { notePresence } from "@/lib/conversations/presence/commands";
import { findHeardTopics } from "@/lib/conversations/topics/queries";
import { readTopic, realtimeAuthRoute } from "@/lib/conversations/topics/schema";
import { userRoute } from "@/lib/web/route";

export const POST = userRoute(realtimeAuthRoute, async (ctx, { body, signedIn }) => {
  const { socketId, topics } = body;
  if (!topics) return { user: ctx.realtime.authorizeUser(socketId, signedIn.userId) };
  const heard = await findHeardTopics(ctx, signedIn, topics);
  // Whoever listens to their own topic is here. The service says so too, but not of who was away for so short that it calls it a reload, and
  // may have been noted as gone meanwhile.
  const here = [...heard].flatMap((topic) => {
    const target = readTopic(topic);
    return target?.kind === "member" ? [{ memberId: target.id, online: true }] : [];
  });
  if (here.length > 0) ctx.later(() => notePresence(ctx, here));
  const sign = (topic: string) => (heard.has(topic) ? ctx.realtime.authorizeTopic(socketId, topic) : null);
  return { auth: Object.fromEntries(topics.map((topic) => [topic, sign(topic)])) };
});
