import { NOT_IN_SOURCES } from "@/lib/adapters/models/port";
import { SECOND } from "@/lib/core/clock";
import { type Ctx, read } from "@/lib/ctx";
import type { Engine } from "@/lib/models/queries";
import { countPassages } from "@/lib/sources/queries";
import { nearestSentence } from "@/lib/sources/quotes/rules";
import { askEngine, type Outcome } from "../attempts/commands";
import { OUR_FAULT, type Patience } from "../attempts/rules";
import { CitationReader, type Shown } from "../citations/rules";
import type { Claimed, Settlement } from "../lease/commands";
import type { RunWriter } from "../log/commands";
import { assemblePrompt, type Prompt } from "../prompt/rules";
import { type Answer, applyPart } from "../rules";
import type { ActivityDto, EndedStatus, RunPart } from "../schema";
import { nameChat } from "../titles/commands";
import type { TurnMaterial } from "../turns/queries";

const STATUS: Record<Outcome["kind"], EndedStatus> = {
  done: "complete",
  halted: "stopped",
  broken: "interrupted",
  failed: "failed",
};

/** One answer while it is made: engines in, parts out. Emits run.delta through the writer. Exempt from audit: see advanceRun. */
export class TurnInProgress {
  readonly #ctx: Ctx;
  readonly #claimed: Claimed;
  readonly #writer: RunWriter;
  readonly #material: TurnMaterial;
  readonly #startedAt = performance.now();
  #answer: Answer;
  #engine: Engine;
  #prompt: Prompt | null = null;
  #reader: CitationReader;
  #block: string | null = null;
  #blocks = 0;

  constructor(ctx: Ctx, claimed: Claimed, writer: RunWriter, material: TurnMaterial, soFar: Answer) {
    this.#ctx = ctx;
    this.#claimed = claimed;
    this.#writer = writer;
    this.#material = material;
    this.#answer = soFar;
    this.#engine = material.engines[0];
    this.#reader = new CitationReader(material.citable, soFar.citations);
  }

  /** Asks the engines in order until one has begun to answer. */
  async answer(patience: Partial<Patience>): Promise<Outcome> {
    let outcome: Outcome = { kind: "failed", sentence: OUR_FAULT };
    for (const [index, engine] of this.#material.engines.entries()) {
      this.#begin(engine, index > 0 ? "fallback" : "asking");
      outcome = await askEngine(this.#ctx, {
        run: { ...this.#claimed, askedById: this.#claimed.run.askedById },
        engine,
        prompt: this.#assemble(engine),
        signal: this.#writer.signal,
        patience,
        onText: (text) => this.#show(this.#reader.push(text)),
        onWait: (ms) => this.#say("waiting", Math.ceil(ms / SECOND)),
      });
      this.#show(this.#reader.end());
      this.#closeBlock();
      if (outcome.kind !== "failed") break;
    }
    return outcome;
  }

  /** What the run came to, with its receipt. */
  async settle(outcome: Outcome): Promise<Settlement> {
    const { engines, found, question, readers, within, instructions } = this.#material;
    const prompted = this.#passagesFor(this.#engine);
    const { provider, name, displayName, host } = this.#engine;
    const quoted = this.#answer.citations.length;
    const notInSources =
      quoted === 0 && (prompted.length === 0 || this.#answer.text.startsWith(NOT_IN_SOURCES));
    const nearest = notInSources ? found.passages.slice(0, 3) : [];
    return {
      status: STATUS[outcome.kind],
      error: "sentence" in outcome ? outcome.sentence : null,
      answer: this.#answer,
      modelId: this.#engine.id,
      receipt: {
        searched: await read(this.#ctx, (tx) => countPassages(tx, { readers, within })),
        used: prompted.length,
        quoted,
        leftOut: this.#reader.counts.leftOut,
        notInSources,
        instructions: instructions.map(({ title, sourceId, anchor }) => ({ title, sourceId, anchor })),
        nearest: nearest.map(({ title, sourceId, anchor, text }) => ({
          ...{ title, sourceId, anchor },
          quote: nearestSentence(text, question),
        })),
        turnsLeftOut: this.#prompt?.turnsLeftOut ?? 0,
        engine: { provider, name, displayName, host },
        insteadOf: this.#engine === engines[0] ? null : engines[0].displayName,
        durationMs: Math.round(performance.now() - this.#startedAt),
      },
    };
  }

  async nameChat(): Promise<void> {
    if (!this.#material.wantsTitle) return;
    const { runId, conversationId, run } = this.#claimed;
    const { question } = this.#material;
    await nameChat(this.#ctx, {
      runId,
      conversationId,
      askedById: run.askedById,
      question,
      engine: this.#engine,
    });
  }

  #begin(engine: Engine, state: ActivityDto["state"]): void {
    this.#engine = engine;
    const isContinuing = this.#answer.text !== "";
    if (isContinuing && !engine.continues) {
      this.#emit({ type: "reset-step" });
      this.#reader = new CitationReader(this.#material.citable);
    }
    this.#say(isContinuing && engine.continues && state === "asking" ? "continuing" : state);
  }

  #assemble(engine: Engine): Prompt {
    const { assistant, question, turns, isShared } = this.#material;
    const soFar = this.#answer.text;
    this.#prompt = assemblePrompt({
      assistant: assistant.name,
      question,
      turns,
      passages: this.#passagesFor(engine),
      isShared,
      soFar,
      engine,
    });
    return this.#prompt;
  }

  /** Of passages that are thin evidence a model can say that they answer nothing; Quotes only would quote them. */
  #passagesFor(engine: Engine): TurnMaterial["prompted"] {
    const { found, prompted } = this.#material;
    return found.isEnough || engine.provider !== "quotes" ? prompted : [];
  }

  #show(shown: Shown[]): void {
    for (const piece of shown) {
      if ("citation" in piece) {
        this.#emit({ type: "data-citation", id: `citation-${piece.citation.n}`, data: piece.citation });
      } else this.#emit({ type: "text-delta", id: this.#openBlock(), delta: piece.text });
    }
  }

  #openBlock(): string {
    if (this.#block) return this.#block;
    // Unique in the run's whole log, also after a Continue.
    this.#block = `text-${this.#claimed.eventSeq}-${this.#blocks++}`;
    this.#emit({ type: "text-start", id: this.#block });
    return this.#block;
  }

  #closeBlock(): void {
    if (this.#block) this.#emit({ type: "text-end", id: this.#block });
    this.#block = null;
  }

  #say(state: ActivityDto["state"], seconds: number | null = null): void {
    this.#emit({ type: "data-status", data: { state, engine: this.#engine.displayName, seconds } });
  }

  #emit(part: RunPart): void {
    this.#answer = applyPart(this.#answer, part);
    this.#writer.write(part);
  }
}
