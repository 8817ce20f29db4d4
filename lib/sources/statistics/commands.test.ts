import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { ensureAudience } from "../audiences/commands";
import { openSource, publishSource, putPassages } from "../passages/commands";
import { findStatistics } from "../ranking/queries";
import { refreshStatistics } from "./commands";

let all: Cast;
let ana: Ctx;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  ana = all.ctxOf(all.ana);
});
afterAll(() => all.db.drop());

/** A source of so many passages, each of three words that all of them share and one of its own. */
async function bring(by: CastMember, passages: number, word: string, readers: "workspace" | "members") {
  const ctx = all.ctxOf(by);
  const audienceId = await read(ctx, (tx) =>
    ensureAudience(
      tx,
      readers === "workspace" ? { kind: readers } : { kind: readers, memberIds: [by.memberId] },
    ),
  );
  const sourceId = await transaction(ctx, (tx) =>
    openSource(tx, {
      type: "document",
      subjectId: newId(),
      version: 1,
      title: "",
      audienceId,
      createdAt: new Date(),
    }),
  );
  await putPassages(
    ctx,
    sourceId,
    Array.from({ length: passages }, (_, index) => ({
      ordinal: index + 1,
      anchor: { kind: "text" as const, start: 0, end: 1 },
      text: `harbor ferry tide ${word}${index}`,
      heading: null,
      language: null,
      isInstruction: false,
    })),
  );
  await publishSource(ctx, sourceId);
}

const TERMS = ["harbor", "pier0", "pier19", "quai0", "secret0"];

const shown = (ctx: Ctx) =>
  read(ctx, async (tx) => {
    const statistics = await findStatistics(tx, TERMS);
    return statistics && { ...statistics, df: Object.fromEntries(statistics.df) };
  });

/** A database that goes away with the transaction of that number. */
function dyingAt(number: number): Ctx {
  let count = 0;
  const { database } = ana;
  return {
    ...ana,
    database: {
      ...database,
      inTransaction: (options, work) => {
        if (++count === number) throw new Error("The worker was killed.");
        return database.inTransaction(options, work);
      },
    },
  };
}

test("terms are counted in steps, and what is shown is the old count until the new one is whole", {
  timeout: 60_000,
}, async () => {
  await bring(all.ana, 20, "pier", "workspace");
  await bring(all.ana, 5, "secret", "members");
  await bring(all.gus, 7, "pier", "workspace");
  await refreshStatistics(ana, { atOnce: 30 });
  const first = { passages: 20, meanLength: 4, df: { harbor: 20, pier0: 1, pier19: 1 } };
  expect(await shown(ana)).toEqual(first);
  expect(await shown(all.ctxOf(all.gus))).toBe(null);

  await bring(all.ana, 10, "quai", "workspace");
  const whole = { passages: 30, meanLength: 4, df: { harbor: 30, pier0: 1, pier19: 1, quai0: 1 } };
  // 35 passages in batches of 3, then about 140 postings in batches of 30: each call dies one step later.
  let calls = 0;
  for (let isWhole = false; !isWhole; calls++) {
    isWhole = await refreshStatistics(dyingAt(4), { atOnce: 30 }).then(
      () => true,
      () => false,
    );
    const counted = await shown(ana);
    expect([first, whole]).toContainEqual(counted);
  }
  expect(calls).toBeGreaterThan(3);
  expect(await shown(ana)).toEqual(whole);
});

test("what was counted before is cleared away, and two who count at once agree", async () => {
  await Promise.all([refreshStatistics(ana, { atOnce: 50 }), refreshStatistics(ana, { atOnce: 50 })]);
  expect((await shown(ana))?.df.harbor).toBe(30);
  const generations = await all.db.superuser(
    "select distinct generation from search.term_stat where workspace_id = $1",
    [all.acme.id],
  );
  expect(generations).toHaveLength(1);
  expect(await all.db.superuser("select 1 from search.counting")).toEqual([]);
});
