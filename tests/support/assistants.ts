import { createBreakers } from "@/lib/adapters/breaker";
import { createModelsOf, type ModelsConfig } from "@/lib/adapters/models/models";
import type { ModelsPort } from "@/lib/adapters/models/port";
import { createConversation } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/ctx";
import { sendMessage } from "@/lib/messages/commands";
import { startRun } from "@/lib/runs/commands";
import { type AdvanceOptions, advanceRun } from "@/lib/runs/turns/commands";
import { catchUpIndex } from "@/lib/sources/commands";
import type { Cast, CastMember } from "./cast";

export type Stage = {
  all: Cast;
  ctxOf(person: CastMember): Ctx;
  channel(
    by: CastMember,
    name: string,
    visibility: "public" | "private",
    others?: CastMember[],
  ): Promise<string>;
  direct(by: CastMember, ...others: CastMember[]): Promise<string>;
  chat(by: CastMember, ...others: CastMember[]): Promise<string>;
  /** Sends a message and has it indexed, as the jobs would. Returns its id. */
  say(by: CastMember, conversationId: string, body: string, parentId?: string): Promise<string>;
  /** Asks, and works on the answer to its end. Returns the run's id. */
  ask(
    by: CastMember,
    conversationId: string,
    body: string,
    options?: AdvanceOptions & { model?: string },
  ): Promise<string>;
  /** Starts a run without working on it. */
  start(by: CastMember, conversationId: string, body: string, model?: string): Promise<string>;
};

/** A cast that can ask: Quotes only, and whatever providers are given. */
export async function stageOf(all: Cast, providers: ModelsConfig = {}): Promise<Stage> {
  const models: ModelsPort = await createModelsOf(providers, { breakers: createBreakers() });
  const ctxOf = (person: CastMember): Ctx => ({ ...all.ctxOf(person), models });
  const open = async (by: CastMember, input: Parameters<typeof createConversation>[1]) =>
    (await createConversation(ctxOf(by), input)).conversation.id;
  const idsOf = (people: CastMember[]) => people.map(({ memberId }) => memberId);
  const say = async (by: CastMember, conversationId: string, body: string, parentId?: string) => {
    const ctx = ctxOf(by);
    const { message } = await sendMessage(ctx, {
      conversationId,
      clientId: newId(),
      body,
      parentId: parentId ?? null,
    });
    await catchUpIndex(ctx);
    return message.id;
  };
  const start = async (by: CastMember, conversationId: string, body: string, model?: string) => {
    const messageId = await say(by, conversationId, body);
    const { run } = await startRun(ctxOf(by), { conversationId, messageId, ...(model ? { model } : {}) });
    return run.id;
  };
  return {
    all,
    ctxOf,
    say,
    start,
    channel: (by, name, visibility, others = []) =>
      open(by, { kind: "channel", name, visibility, participantIds: idsOf(others) }),
    direct: (by, ...others) => open(by, { kind: "direct", participantIds: idsOf(others) }),
    chat: (by, ...others) => open(by, { kind: "chat", participantIds: idsOf(others) }),
    ask: async (by, conversationId, body, { model, ...options } = {}) => {
      const runId = await start(by, conversationId, body, model);
      await advanceRun(ctxOf(by), runId, options);
      return runId;
    },
  };
}
