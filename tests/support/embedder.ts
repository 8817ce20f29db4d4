import { createBreakers } from "@/lib/adapters/breaker";
import { createEmbeddingsOf } from "@/lib/adapters/embeddings/embeddings";
import type { EmbedderRef, EmbeddingsPort } from "@/lib/adapters/embeddings/port";
import type { Ctx } from "@/lib/ctx";
import { embedPassages } from "@/lib/runs/embedding/commands";
import type { ModelWire } from "./wire-model";
import { startOpenAiWire } from "./wire-openai";

/** What the deterministic embedder gives. */
export const DIMENSIONS = 96;

/** An embedder over the wire: deterministic, so that it proves the mechanism and nothing about quality. */
export async function startEmbedder(): Promise<{
  wire: ModelWire;
  /** The port, with the model of this name chosen. */
  port(model?: string, provider?: EmbedderRef["provider"]): EmbeddingsPort;
}> {
  const wire = await startOpenAiWire();
  const breakers = createBreakers({ failures: 1_000 });
  const configured = { apiKey: "key", baseUrl: wire.baseUrl };
  return {
    wire,
    port: (model = "first", provider = "compatible") =>
      createEmbeddingsOf(
        {
          chosen: { provider, model, dimensions: provider === "openai" ? DIMENSIONS : null },
          providers: { compatible: configured, openai: configured },
        },
        { breakers },
      ),
  };
}

/** What the job does: every round until nothing is left. */
export async function embedAll(ctx: Ctx): Promise<number> {
  const system: Ctx = { ...ctx, actor: { kind: "system", reason: "test" } };
  for (let total = 0; ; ) {
    const { embedded, isLeft } = await embedPassages(system);
    total += embedded;
    if (!isLeft) return total;
  }
}
