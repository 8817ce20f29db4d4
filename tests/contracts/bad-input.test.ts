import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { snake } from "@/lib/core/case";
import { faultsOf } from "@/tests/support/api-answers";
import { addressOf, type Example, examplesOf, sendExample } from "@/tests/support/api-requests";
import { put, type Slot, slotsOf } from "@/tests/support/api-slots";
import { buildWorld, type World } from "@/tests/support/api-world";
import { BAD_BODIES, type Bad, badValuesFor } from "@/tests/support/bad-values";
import type { Answer, Client } from "@/tests/support/http";

let world: World;
let examples: Example[];

beforeAll(async () => {
  world = await buildWorld();
  examples = examplesOf(world, world.acme, "acme");
});
afterAll(() => world.drop());

/** How many requests are under way at once: fewer than there are connections. */
const TOGETHER = 4;

/** Each time with the cookie of a browser that has just been opened: an answer may take it away. */
const owner = (): Client => world.clients.owner();

beforeEach(() => {
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, "write").mockReturnValue(true);
});
afterEach(() => void vi.restoreAllMocks());

test("every place of every request takes or refuses every bad value, by the field's name", {
  timeout: 600_000,
}, async () => {
  const wrong: string[] = [];
  let requests = 0;
  let refused = 0;
  for (const example of examples) {
    for (const slot of slotsOf(example)) {
      const ask = async ({ name, value }: Bad) => {
        const answer = await sendExample(owner(), put(example, slot, value));
        requests++;
        if (answer.status === 422) refused++;
        const where = `${example.route} ${slot.where}.${slot.path.join(".")} ${name}`;
        for (const fault of [...faultsOf(answer), ...misnamed(answer, slot)])
          wrong.push(`${where}: ${fault}`);
        if (answer.status < 400 && isSpent(example)) await world.rows.rewind();
      };
      const values = badValuesFor(slot);
      for (let i = 0; i < values.length; i += isSpent(example) ? 1 : TOGETHER)
        await Promise.all(values.slice(i, i + (isSpent(example) ? 1 : TOGETHER)).map(ask));
    }
    await world.cast.recorded.settled();
    await world.rows.rewind();
  }
  expect(wrong).toEqual([]);
  expect(requests).toBeGreaterThan(3_000);
  expect(refused).toBeGreaterThan(1_000);
});

/** What succeeded so that the next value would meet another world. */
function isSpent({ spec }: Example): boolean {
  return (
    spec.method === "DELETE" ||
    spec.path.endsWith("/auth/session") ||
    spec.path.endsWith("/owner") ||
    spec.path.endsWith("/report_templates") ||
    spec.path.endsWith("/split") ||
    spec.path.endsWith("/me")
  );
}

/** Of two fields that go together the one that is missing is named. */
const PAIRS: Record<string, string> = { current_password: "new_password" };

/** A refusal that does not say which field it is about, in the words of the outside. */
function misnamed({ status, body }: Answer, slot: Slot): string[] {
  if (status !== 422 || slot.where === "params") return [];
  const paths: string[] = body.errors?.map(({ path }: { path: string }) => path) ?? [];
  const field = slot.path.filter((step) => typeof step === "string").join(".");
  if (paths.join() === PAIRS[field]) return [];
  const isNamed = paths.some(
    (path) => path.replace(/\.\d+/g, "").startsWith(field) || field.startsWith(path),
  );
  const isSnake = paths.every((path) => path === snake(path));
  return isNamed && isSnake ? [] : [`names ${JSON.stringify(paths)}: ${body.detail}`];
}

test("a body that is none is refused", { timeout: 240_000 }, async () => {
  const wrong: string[] = [];
  const writes = examples.filter(
    ({ spec }) => ["POST", "PUT", "PATCH"].includes(spec.method) && spec.takesBytes === undefined,
  );
  expect(writes.length).toBeGreaterThan(30);
  for (const example of writes) {
    for (const { name, raw, type, status } of BAD_BODIES) {
      const headers: Record<string, string> = type ? { "content-type": type } : {};
      const answer = await owner().send(example.spec.method, addressOf(example), { rawBody: raw, headers });
      const faults = faultsOf(answer);
      if (!status.includes(answer.status)) faults.push(`${answer.status} ${answer.text.slice(0, 200)}`);
      wrong.push(...faults.map((fault) => `${example.route} ${name}: ${fault}`));
    }
  }
  expect(wrong).toEqual([]);
});

test("a field that is not known is refused by its own name, in the body and in the query", {
  timeout: 120_000,
}, async () => {
  const wrong: string[] = [];
  for (const example of examples) {
    const isWrite = ["POST", "PUT", "PATCH"].includes(example.spec.method);
    const takesJson = isWrite && example.spec.takesBytes === undefined;
    const places: ("query" | "body")[] = takesJson ? ["query", "body"] : ["query"];
    for (const where of places) {
      for (const name of ["surely_unknown", ...inOurWords(example, where)]) {
        const answer = await sendExample(owner(), put(example, { where, path: [name] }, "1"));
        const isNamed = answer.body?.errors?.some(({ path }: { path: string }) => path === snake(name));
        if (answer.status !== 422 || !isNamed)
          wrong.push(`${example.route} ${where} ${name}: ${answer.status} ${answer.text.slice(0, 200)}`);
        if (answer.status < 400) await world.rows.rewind();
      }
    }
  }
  expect(wrong).toEqual([]);
});

/** The names of our code are not those of the outside: a second spelling would be a second field. */
function inOurWords(example: Example, where: "query" | "body"): string[] {
  const shape = where === "query" ? example.spec.query.shape : example.shape.shape;
  return Object.keys(shape).filter((name) => snake(name) !== name);
}

test("a parameter that is given twice is refused", async () => {
  for (const example of examples) {
    const answer = await owner().send(
      example.spec.method,
      `${addressOf(example).split("?")[0]}?limit=1&limit=2`,
      { body: {} },
    );
    expect([answer.status, answer.body.errors?.[0]?.path], example.route).toEqual([422, "limit"]);
  }
});

test("text of any kind is kept to the letter, or refused", { timeout: 120_000 }, async () => {
  const path = `/workspaces/acme/conversations/${world.acme.conversationId}/messages`;
  const kept: string[] = [];
  for (const { name, value } of badValuesFor({ where: "body", kind: "text", path: ["body"] } as Slot)) {
    const sent = await owner().post(path, { client_id: crypto.randomUUID(), body: value });
    if (sent.status !== 201) continue;
    const found = await owner().get(`/workspaces/acme/messages/${sent.body.id}`);
    expect(found.body.body, name).toBe(String(value).trimEnd());
    expect(found.headers.get("content-type"), name).toBe("application/json; charset=utf-8");
    kept.push(name);
  }
  expect(kept).toEqual(
    expect.arrayContaining(["script", "SQL quotes", "an emoji family", "right-to-left override"]),
  );
  expect(kept).not.toEqual(expect.arrayContaining(["zero-width only"]));
});
