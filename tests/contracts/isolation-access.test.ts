import { afterAll, beforeAll, expect, test } from "vitest";
import { ACCESS } from "@/tests/support/api-access";
import { faultsOf } from "@/tests/support/api-answers";
import { type Example, examplesOf, sendExample } from "@/tests/support/api-requests";
import { ACTORS, buildWorld, type World } from "@/tests/support/api-world";
import { fingerprintOfAll } from "@/tests/support/fingerprint";

let world: World;
let examples: Example[];

beforeAll(async () => {
  world = await buildWorld();
  examples = examplesOf(world, world.acme, "acme");
});
afterAll(() => world.drop());

test("every route has its row in the table of access, and every row its route", () => {
  const listed = examples.map(({ route }) => route);
  expect(listed.filter((route) => !(route in ACCESS))).toEqual([]);
  expect(Object.keys(ACCESS).filter((route) => !listed.includes(route))).toEqual([]);
});

test("every actor is answered as the table says, on every route", { timeout: 300_000 }, async () => {
  const wrong: string[] = [];
  for (const example of examples) {
    for (const actor of ACTORS) {
      const answer = await sendExample(world.clients[actor](), example);
      const expected = ACCESS[example.route]?.[actor];
      if (answer.status !== expected)
        wrong.push(
          `${example.route} ${actor}: ${answer.status}, not ${expected} ${answer.text.slice(0, 300)}`,
        );
      for (const fault of faultsOf(answer)) wrong.push(`${example.route} ${actor}: ${fault}`);
      if (answer.status < 400) await undo(example);
    }
  }
  expect(wrong).toEqual([]);
});

test("what is only asked for changes nothing", { timeout: 120_000 }, async () => {
  const changed: string[] = [];
  await world.rows.rewind();
  const before = await fingerprintOfAll(world.rows);
  for (const example of examples.filter(({ spec }) => spec.method === "GET")) {
    for (const actor of ["owner", "guest", "adminKey", "stranger"] as const)
      await sendExample(world.clients[actor](), example);
    await world.cast.recorded.settled();
    const after = await fingerprintOfAll(world.rows);
    const tables = Object.keys(after).filter((table) => after[table] !== before[table]);
    if (tables.length > 0) changed.push(`${example.route}: ${tables.join(", ")}`);
  }
  expect(changed).toEqual([]);
});

test("what is refused changes nothing", { timeout: 120_000 }, async () => {
  const changed: string[] = [];
  await world.rows.rewind();
  const before = await fingerprintOfAll(world.rows);
  for (const example of examples) {
    const refused = ACTORS.filter((actor) => [401, 403, 404].includes(ACCESS[example.route]?.[actor] ?? 0));
    if (example.route.includes("/auth/")) continue; // a failed sign-in is noted in the account's log
    for (const actor of refused) await sendExample(world.clients[actor](), example);
    const after = await fingerprintOfAll(world.rows);
    const tables = Object.keys(after).filter((table) => after[table] !== before[table]);
    if (tables.length > 0) changed.push(`${example.route}: ${tables.join(", ")}`);
  }
  expect(changed).toEqual([]);
});

/** What the next actor must not find done already. */
async function undo({ spec }: Example): Promise<void> {
  if (spec.method === "GET") return;
  if (spec.answers === "stream") await world.cast.recorded.settled(); // the work goes on after its answer
  await world.rows.rewind();
}
