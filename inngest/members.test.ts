import { afterAll, beforeAll, expect, test } from "vitest";
import { reconcilePresence } from "@/lib/conversations/presence/commands";
import { manualClock, SECOND } from "@/lib/core/clock";
import type { Ports } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { topics } from "@/tests/support/ports";
import { correctWhoIsHere } from "./members";
import type { Steps } from "./step";

const clock = manualClock(new Date("2026-03-02T09:00:00Z"));
let it: Cast;

beforeAll(async () => {
  it = await cast({ clock });
});
afterAll(() => it.db.drop());

const online = async () =>
  (await it.db.superuser<{ name: string }>('select name from "Member" where online order by name')).map(
    ({ name }) => name,
  );

/** The realtime service answers with these people, one answer after the other. */
function steps(...answers: CastMember[][]): Steps<Ports> {
  const listOccupied = async () => (answers.shift() ?? []).map(({ memberId }) => topics.member(memberId));
  const ports = { ...it.ports, realtime: { ...it.ports.realtime, listOccupied } };
  return {
    run: (_, work) => work(ports),
    sleep: async () => clock.advance(5 * SECOND),
  };
}

test("who reloads a page while it is asked who is here is not called gone; who is not there either time is", async () => {
  const memberIds = new Set([it.ana.memberId, it.ben.memberId]);
  await reconcilePresence(it.ctxOf(it.ana), { memberIds, askedAt: clock.now() });
  expect(await online()).toEqual(["Ana", "Ben"]);
  clock.advance(60 * SECOND);
  expect(await correctWhoIsHere(steps([it.ana], [it.ana, it.ben]))).toBe(0);
  expect(await online()).toEqual(["Ana", "Ben"]);
  expect(await correctWhoIsHere(steps([it.ana], []))).toBe(1);
  expect(await online()).toEqual(["Ana"]);
});
