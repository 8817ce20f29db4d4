import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import { createModelsOf } from "@/lib/adapters/models/models";
import { type Ctx, read } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { addModel, deleteModel, updateModel } from "./commands";
import { removeKey, setKey } from "./keys/commands";
import { listKeys, listProviders, openKey } from "./keys/queries";
import { findEngines, getModel, listModels } from "./queries";

let it: Cast;
let ctxOf: (person: CastMember) => Ctx;
beforeAll(async () => {
  it = await cast();
  const models = await createModelsOf({ openai: { apiKey: "installation" } }, { breakers: createBreakers() });
  ctxOf = (person) => ({ ...it.ctxOf(person), models });
});
afterAll(() => it.db.drop());

const list = (person: CastMember) => read(ctxOf(person), listModels);
const engines = async (person: CastMember) => {
  const found = await read(ctxOf(person), (tx) => findEngines(tx, { conversationModelId: null }));
  return found.map(({ name }) => name);
};
const named = async (name: string) => {
  const found = (await list(it.ana)).find((model) => model.name === name);
  if (!found) throw new Error(`The registry lacks ${name}.`);
  return found;
};
const small = { contextWindow: 8_000, maxOutput: 800, pricing: [] };
const price = { upToInputTokens: null, inputMicros: 7, cachedInputMicros: 1, outputMicros: 9 };

describe("a workspace's models", () => {
  test("are the registry's and its own, which no other workspace knows", async () => {
    const own = await addModel(ctxOf(it.ana), { provider: "openai", name: "tiny", ...small });
    expect(own).toMatchObject({ isOwn: true, usable: true, displayName: "tiny" });
    expect((await list(it.ana)).map(({ name }) => name)).toContain("tiny");
    expect((await list(it.gus)).map(({ name }) => name)).not.toContain("tiny");
    for (const work of [
      updateModel(ctxOf(it.gus), own.id, { isAllowed: false }),
      deleteModel(ctxOf(it.gus), own.id),
    ])
      await expect(work).rejects.toMatchObject({ code: "NOT_FOUND" });

    for (const name of ["tiny", "gpt-6-luna"])
      await expect(addModel(ctxOf(it.ana), { provider: "openai", name, ...small })).rejects.toMatchObject({
        code: "CONFLICT",
      });
    await updateModel(ctxOf(it.ana), own.id, { isDefault: true });
    await deleteModel(ctxOf(it.ana), own.id);
    expect((await list(it.ana)).map(({ name }) => name)).not.toContain("tiny");
    expect(await engines(it.ana)).not.toContain("tiny");
  });

  test("can be forbidden, all but Quotes only, and have a price of their own", async () => {
    const sol = await named("gpt-6.2-sol");
    expect((await engines(it.ana))[0]).toBe("gpt-6.2-sol");
    await updateModel(ctxOf(it.ana), sol.id, { isAllowed: false, pricing: [price] });
    expect((await engines(it.ana))[0]).not.toBe("gpt-6.2-sol");
    expect((await engines(it.gus))[0]).toBe("gpt-6.2-sol");
    expect(await named("gpt-6.2-sol")).toMatchObject({ usable: false, isPriceOwn: true, pricing: [price] });

    const quotes = await named("quotes-only");
    await updateModel(ctxOf(it.ana), quotes.id, { isAllowed: false });
    expect((await engines(it.ana)).at(-1)).toBe("quotes-only");

    await deleteModel(ctxOf(it.ana), sol.id);
    const again = await read(ctxOf(it.ana), (tx) => getModel(tx, sol.id));
    expect(again).toMatchObject({ usable: true, isPriceOwn: false, pricing: sol.pricing });
  });

  test("answer for each other in the order that was settled, Quotes only the last", async () => {
    const [luna, terra] = [await named("gpt-6-luna"), await named("gpt-6.1-terra")];
    await updateModel(ctxOf(it.ana), luna.id, { fallback: 1 });
    await updateModel(ctxOf(it.ana), terra.id, { fallback: 0 });
    expect(await engines(it.ana)).toEqual(["gpt-6.2-sol", "gpt-6.1-terra", "gpt-6-luna", "quotes-only"]);
    expect(await engines(it.gus)).toEqual(["gpt-6.2-sol", "quotes-only"]);
  });
});

describe("a key of one's own", () => {
  const apiKey = "sk-own-0000-abcd";

  test("makes a provider usable here alone, is kept sealed, and opens in no other row", async () => {
    const provider = await setKey(ctxOf(it.ana), "anthropic", { apiKey });
    expect(provider).toEqual({
      provider: "anthropic",
      source: "workspace",
      host: "api.anthropic.com",
      hint: "abcd",
    });
    const usable = async (person: CastMember) =>
      new Set((await list(person)).filter((model) => model.usable).map((model) => model.provider));
    expect(await usable(it.ana)).toContain("anthropic");
    expect(await usable(it.gus)).not.toContain("anthropic");

    const rows = await it.db.superuser<{ sealed: string }>(`select * from "ProviderKey"`);
    const [log] = [await it.db.superuser(`select * from "AuditEntry"`)];
    expect(JSON.stringify([rows, log])).not.toContain(apiKey);
    const [key] = await read(ctxOf(it.ana), listKeys);
    if (!key) throw new Error("The key was not kept.");
    expect(openKey(ctxOf(it.ana), key)).toMatchObject({ apiKey, owner: it.acme.id });
    expect(() => openKey(ctxOf(it.gus), key)).toThrow();
    expect(() => openKey(ctxOf(it.ana), { ...key, provider: "openai" })).toThrow();
  });

  test("is hinted at to admins alone, and forgotten when it is removed", async () => {
    const hintFor = async (person: CastMember) =>
      (await read(ctxOf(person), listProviders)).find(({ provider }) => provider === "anthropic");
    expect(await hintFor(it.ben)).toMatchObject({ source: "workspace", hint: "abcd" });
    expect(await hintFor(it.mia)).toMatchObject({ source: "workspace", hint: null });
    expect(await hintFor(it.gus)).toMatchObject({ source: "none", hint: null });
    await removeKey(ctxOf(it.gus), "anthropic");
    expect(await hintFor(it.ben)).toMatchObject({ source: "workspace" });
    await removeKey(ctxOf(it.ben), "anthropic");
    expect(await hintFor(it.ben)).toMatchObject({ source: "none", host: null });
  });

  test("of a compatible server needs its address", async () => {
    await expect(setKey(ctxOf(it.ana), "compatible", { apiKey })).rejects.toMatchObject({ code: "INVALID" });
    const baseUrl = "https://llm.example.com/v1";
    expect(await setKey(ctxOf(it.ana), "compatible", { baseUrl })).toMatchObject({ host: "llm.example.com" });
  });
});
