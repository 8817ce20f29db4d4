import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { DatabasePort, Tx } from "@/lib/adapters/db/port";
import { huntLeaks } from "@/tests/support/api-leaks";
import { buildWorld, type World } from "@/tests/support/api-world";
import { serve } from "@/tests/support/http";

/**
 * Whether the hunt for leaks would find one. Each wall alone keeps the workspaces apart; without both, what was just green is red.
 */
let world: World;

beforeAll(async () => {
  world = await buildWorld();
});
afterAll(() => world.drop());

const TABLES = ["Conversation", "Participant", "Member", "Message"];
const PREDICATE = `"workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid`;

/** Opens the policies that keep a workspace's rows to itself, or closes them again. */
async function setPolicies(state: "open" | "closed"): Promise<void> {
  const to = state === "open" ? "true" : PREDICATE;
  for (const table of TABLES)
    await world.cast.db.superuser(`alter policy tenant on "${table}" using (${to}) with check (${to})`);
}

/** Serves the same database, with the workspace taken out of every look-up of a conversation. */
function removePredicate(): void {
  const { database } = world.cast.ports;
  const forgetful: DatabasePort = {
    ...database,
    inTransaction: (options, work) => database.inTransaction(options, (tx) => work(withoutPredicate(tx))),
  };
  serve({ ...world.cast.ports, database: forgetful });
}

function withoutPredicate(tx: Tx): Tx {
  const conversation = new Proxy(tx.conversation, {
    get(model, name) {
      if (name !== "findFirst" && name !== "findMany") return Reflect.get(model, name);
      return (args: object) => Reflect.apply(model[name], model, [withoutWorkspace(args)]);
    },
  });
  return new Proxy(tx, {
    get: (target, name) => (name === "conversation" ? conversation : Reflect.get(target, name)),
  });
}

function withoutWorkspace(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWorkspace);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  const kept = Object.entries(value).filter(([key]) => key !== "workspaceId");
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutWorkspace(inner)]));
}

const routes = /^(GET|PATCH|PUT) .*\/conversations\/\{conversationId\}(\/read)?$/;

function leaks() {
  return huntLeaks(world, { actor: "owner", of: "globex", routes }).then((found) => {
    expect(found.requests).toBeGreaterThan(10);
    return found.leaks;
  });
}

beforeEach(async () => {
  await setPolicies("closed");
  serve(world.cast.ports);
});

test("with both walls nothing comes through", async () => {
  expect(await leaks()).toEqual([]);
});

test("without the policy the predicate holds", async () => {
  await setPolicies("open");
  expect(await leaks()).toEqual([]);
});

test("without the predicate the policy holds", async () => {
  removePredicate();
  expect(await leaks()).toEqual([]);
});

test("without both the hunt finds it: by the status and by the canary", async () => {
  await setPolicies("open");
  removePredicate();
  const found = (await leaks()).join("\n");
  expect(found).toMatch(/is told apart: 200/);
  expect(found).toMatch(/the canary is in/);
});
