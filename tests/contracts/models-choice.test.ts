import type { LanguageModelV4 } from "@ai-sdk/provider";
import { jsonSchema, streamText, tool } from "ai";
import { describe, expect, test, vi } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import type { EgressFetch } from "@/lib/adapters/egress";
import { parseEnv } from "@/lib/adapters/env";
import { createModels, createModelsOf } from "@/lib/adapters/models/models";
import { QUOTES_MODEL } from "@/lib/adapters/models/quotes/model";
import { startOpenAiWire } from "../support/wire-openai";

const apiKey = "sk-wire";

/** Only that it is asked matters here, not what comes back. */
async function ask(model: LanguageModelV4): Promise<void> {
  await Promise.resolve(
    model.doStream({
      prompt: [{ role: "user", content: [{ type: "text", text: "Why did the launch move?" }] }],
    }),
  ).catch(() => {});
}

describe("tool calls", () => {
  test("one whose arguments are no JSON is marked invalid, and nothing runs", async () => {
    const wire = await startOpenAiWire({
      script: [{ kind: "tool-call", name: "search", input: '{"query": "la' }],
    });
    const models = await createModelsOf(
      { openai: { apiKey, baseUrl: wire.baseUrl } },
      { breakers: createBreakers() },
    );
    const execute = vi.fn(async () => "found");
    const schema = jsonSchema<{ query: string }>({
      type: "object",
      properties: { query: { type: "string" } },
      required: ["query"],
    });
    const result = streamText({
      model: models.languageModel({ provider: "openai", name: "wire-large" }),
      prompt: "look",
      tools: { search: tool({ inputSchema: schema, execute }) },
    });
    await result.consumeStream();
    expect(await result.toolCalls).toMatchObject([{ toolName: "search", invalid: true }]);
    expect(execute).not.toHaveBeenCalled();
    await wire.close();
  });
});

describe("which providers there are", () => {
  test("follows the environment, and says where requests go", async () => {
    const env = parseEnv({
      OPENAI_API_KEY: "sk-a",
      OPENAI_BASE_URL: "http://localhost:11434/v1",
      ANTHROPIC_API_KEY: "sk-b",
      COMPATIBLE_BASE_URL: "https://llm.example.com/v1",
    });
    const models = await createModels(env);
    expect(models.providers()).toEqual([
      { provider: "openai", configured: true, host: "localhost:11434" },
      { provider: "google", configured: false, host: null },
      { provider: "anthropic", configured: true, host: "api.anthropic.com" },
      { provider: "compatible", configured: true, host: "llm.example.com" },
      { provider: "quotes", configured: true, host: null },
    ]);
    expect(() => models.languageModel({ provider: "google", name: "gemini-4-hydrogen" })).toThrow(
      "Google is not configured here.",
    );
    expect(models.languageModel({ provider: "quotes", name: QUOTES_MODEL }).modelId).toBe(QUOTES_MODEL);
    expect(() => models.languageModel({ provider: "quotes", name: "other" })).toThrow("no such model");
  });

  test("without any there is Quotes only", async () => {
    const models = await createModels(parseEnv({}));
    expect(models.providers().filter(({ configured }) => configured)).toEqual([
      { provider: "quotes", configured: true, host: null },
    ]);
  });

  test("OpenAI itself is told not to keep what it is sent", async () => {
    const wire = await startOpenAiWire();
    const config = { openai: { apiKey, baseUrl: wire.baseUrl, api: "responses" as const } };
    const models = await createModelsOf(config, { breakers: createBreakers() });
    await ask(models.languageModel({ provider: "openai", name: "gpt-6.2-sol" }));
    expect(wire.asked[0]?.body).toMatchObject({ store: false, model: "gpt-6.2-sol" });
    await wire.close();
  });

  test("a vendor's own address is public or not connected to", async () => {
    const asked: [string, boolean | undefined][] = [];
    const egress = async (url: string | URL, options?: { allowPrivate?: boolean }) => {
      asked.push([String(url), options?.allowPrivate]);
      return new Response("{}", { status: 500 });
    };
    const config = {
      openai: { apiKey },
      google: { apiKey },
      anthropic: { apiKey },
      compatible: { baseUrl: "http://10.0.0.5/v1" },
    };
    const models = await createModelsOf(config, { breakers: createBreakers(), egress });
    for (const provider of ["openai", "google", "anthropic", "compatible"] as const) {
      await ask(models.languageModel({ provider, name: "m" }));
    }
    expect(asked).toEqual([
      ["https://api.openai.com/v1/responses", false],
      ["https://generativelanguage.googleapis.com/v1beta/models/m:streamGenerateContent?alt=sse", false],
      ["https://api.anthropic.com/v1/messages", false],
      ["http://10.0.0.5/v1/chat/completions", true],
    ]);
  });

  test("a workspace's own key goes where it was entered for, never to a private address, and breaks alone", async () => {
    const asked: [string, boolean | undefined, string | undefined][] = [];
    const egress: EgressFetch = async (url, options) => {
      asked.push([String(url), options?.allowPrivate, options?.headers?.authorization]);
      return new Response("{}", { status: 500 });
    };
    const models = await createModelsOf({ openai: { apiKey } }, { breakers: createBreakers(), egress });
    const own = { apiKey: "own-key", baseUrl: "https://llm.example.com/v1", owner: "acme" };
    for (let tries = 0; tries < 5; tries++)
      await ask(models.languageModel({ provider: "compatible", name: "m" }, own));
    expect(new Set(asked.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify(["https://llm.example.com/v1/chat/completions", false, "Bearer own-key"])]),
    );
    expect(() => models.languageModel({ provider: "compatible", name: "m" }, own)).toThrow("not answering");
    models.languageModel({ provider: "compatible", name: "m" }, { ...own, owner: "globex" });
    await ask(models.languageModel({ provider: "openai", name: "m" }, { ...own, baseUrl: null }));
    expect(asked.at(-1)).toEqual(["https://api.openai.com/v1/responses", false, "Bearer own-key"]);
  });
});
