import { newId } from "@/lib/core/ids";
import { checkDemo, reactInDemo, sayInDemo } from "@/lib/demo/commands";
import { demoPlayRequested, demoResetRequested } from "@/lib/demo/events";
import { retellDemo } from "@/prisma/seed";
import { job } from "./step";

/** A minute of Acme: Ben and Cleo write, react and ask. What they ask is answered as any other question. */
export const playDemo = job(
  { id: "play-demo", queue: "critical", singleton: { key: "event.data.workspace_id", mode: "skip" } },
  { event: demoPlayRequested },
  async ({ step }) => {
    // Kept with the first step: a step that is repeated says the same line, and it is there once.
    const ids = await step.run("hand out the lines", async (ctx) => {
      await checkDemo(ctx);
      return Array.from({ length: 5 }, () => newId());
    });
    const say = (name: string, at: number, by: string, channel: string, text: string) =>
      step.run(name, (ctx) => sayInDemo(ctx, { by, channel, text, clientId: ids[at] ?? newId() }));
    const react = (name: string, by: string, messageId: string, emoji: string) =>
      step.run(name, (ctx) => reactInDemo(ctx, { by, messageId, emoji }));

    const news = await say(
      "Ben has news",
      0,
      "Ben",
      "launch",
      "The courier from the lab is here. I am signing for it.",
    );
    await step.sleep("he reads", "8s");
    const paper = await say(
      "Ben says it",
      1,
      "Ben",
      "launch",
      "It is the paper, one day early. Seven items, seven times passed.",
    );
    await step.sleep("it sinks in", "4s");
    await react("Cleo celebrates", "Cleo", paper, "🎉");
    await react("Cleo saw the first line too", "Cleo", news, "👀");
    await step.sleep("she types", "7s");
    await say("Cleo goes on", 2, "Cleo", "launch", "Then page nine goes to the printer within the hour.");
    await step.sleep("Ben thinks", "9s");
    const question = await say(
      "Ben asks",
      3,
      "Ben",
      "launch",
      "@assistant until when do we need the paper in our hands?",
    );
    await step.sleep("everybody reads", "12s");
    await react("Cleo agrees", "Cleo", question, "✅");
    await step.sleep("she walks over", "10s");
    await say(
      "Cleo tells everybody",
      4,
      "Cleo",
      "general",
      "For who is not in #launch: the certificate is here. The date stands.",
    );
  },
);

/** The story from its beginning. In one step: the workspace that asked for it is another one afterwards. */
export const resetDemo = job(
  {
    id: "reset-demo",
    queue: "critical",
    rows: "failures",
    singleton: { key: "event.data.workspace_id", mode: "skip" },
  },
  { event: demoResetRequested },
  ({ step }) =>
    step.run("tell it anew", async (ctx) => {
      await checkDemo(ctx);
      await retellDemo(ctx);
    }),
);
