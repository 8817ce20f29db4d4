import { generateText } from "ai";
import { TITLE_INSTRUCTION } from "@/lib/adapters/models/port";
import { changeConversation } from "@/lib/conversations/commands";
import { lockConversation } from "@/lib/conversations/queries";
import { SECOND } from "@/lib/core/clock";
import { log } from "@/lib/core/log";
import { type Ctx, transaction } from "@/lib/ctx";
import { type Engine, openEngine } from "@/lib/models/queries";
import { metered, reportedUsage } from "../ledger/commands";
import { estimateTokens } from "../prompt/rules";

type NameChat = {
  runId: string;
  conversationId: string;
  askedById: string | null;
  question: string;
  engine: Engine;
};

const PATIENCE_MS = 20 * SECOND;
const LONGEST_QUESTION = 2_000;

/**
 * Names an AI chat after its first question, unless somebody named it meanwhile. Emits conversation.updated. A title is never worth an
 * error: without one the chat goes on unnamed.
 */
export async function nameChat(ctx: Ctx, input: NameChat): Promise<void> {
  try {
    const title = tidy(await askForTitle(ctx, input));
    if (title === "") return;
    await transaction(ctx, async (tx) => {
      const { conversation } = await lockConversation(tx, input.conversationId);
      if (conversation.name === null) await changeConversation(tx, conversation.id, { name: title });
    });
  } catch (error) {
    log.warn("chat.unnamed", { conversation_id: input.conversationId, reason: String(error) });
  }
}

async function askForTitle(ctx: Ctx, { engine, question, ...of }: NameChat): Promise<string> {
  const model = openEngine(ctx, engine);
  const prompt = question.slice(0, LONGEST_QUESTION).toWellFormed();
  const inputTokens = estimateTokens(TITLE_INSTRUCTION + prompt);
  const { askedById: memberId, runId, conversationId } = of;
  const line = { runId, conversationId, memberId, purpose: "title", attempt: 1, inputTokens } as const;
  return metered(ctx, { ...line, engine }, async () => {
    const { text, usage } = await generateText({
      model,
      instructions: TITLE_INSTRUCTION,
      prompt,
      maxOutputTokens: 500,
      maxRetries: 0,
      timeout: PATIENCE_MS,
    });
    return { answer: text, usage: reportedUsage(usage, { inputTokens, outputTokens: estimateTokens(text) }) };
  });
}

/** One line of at most 80 characters, without the marks that engines like to put around titles. */
function tidy(text: string): string {
  const line = text.trim().split("\n", 1)[0] ?? "";
  const bare = line.replace(/^[\s"'“”«#*]+|[\s"'“”».*]+$/gu, "");
  return [...bare].slice(0, 80).join("").trim();
}
