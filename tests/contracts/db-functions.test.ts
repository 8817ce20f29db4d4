import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Tx } from "@/lib/adapters/db/port";
import { newId } from "@/lib/core/ids";
import { createTestDatabase, type TestDatabase } from "../support/database";

let it: TestDatabase;
beforeAll(async () => {
  it = await createTestDatabase();
});
afterAll(() => it.drop());

describe("take_limit", () => {
  type Taken = { allowed: boolean; remaining: number; retry_after_seconds: number };
  const take = (key: string, most: number, seconds: number) =>
    it.database.inTransaction({ role: "app_identity" }, async (tx) => {
      const [taken] = await tx.$queryRaw<
        Taken[]
      >`select * from take_limit(${key}, ${most}::int, ${seconds}::int)`;
      return taken;
    });
  /** Makes what was taken lie further back, by moving it into older buckets. */
  const letPass = (windows: number) => it.superuser('update "RateHit" set bucket = bucket - $1', [windows]);
  const hits = (key: string) =>
    it.superuser<{ hits: number }>('select hits from "RateHit" where key = $1', [key]);

  const HOUR = 3_600_000; // windows that do not end while the test runs
  beforeEach(() => it.superuser('delete from "RateHit"'));

  test("allows as many as it says, then refuses with a time to wait", async () => {
    for (let left = 2; left >= 0; left--)
      expect(await take("k", 3, HOUR)).toEqual({ allowed: true, remaining: left, retry_after_seconds: 0 });
    const refused = await take("k", 3, HOUR);
    expect(refused).toMatchObject({ allowed: false, remaining: 0 });
    expect(refused?.retry_after_seconds).toBeGreaterThan(0);
    expect(refused?.retry_after_seconds).toBeLessThanOrEqual(2 * HOUR);
  });

  test("a refused attempt is not counted, and keys do not share", async () => {
    for (let n = 0; n < 5; n++) await take("k", 2, HOUR);
    expect(await hits("k")).toEqual([{ hits: 2 }]);
    expect(await take("other", 2, HOUR)).toMatchObject({ allowed: true, remaining: 1 });
  });

  test("slides: the last window counts by the part that is still covered, and the one before it no more", async () => {
    for (let n = 0; n < 10; n++) await take("k", 10, HOUR);
    await letPass(1);
    const [{ elapsed } = { elapsed: 0 }] = await it.superuser<{ elapsed: number }>(
      "select (extract(epoch from clock_timestamp()) / $1 % 1)::float8 as elapsed",
      [HOUR],
    );
    const fits = Math.floor(10 - 10 * (1 - elapsed));
    let allowed = 0;
    for (let n = 0; n < 10; n++) if ((await take("k", 10, HOUR))?.allowed) allowed += 1;
    expect(allowed).toBe(fits);

    await letPass(2);
    expect(await take("k", 10, HOUR)).toMatchObject({ allowed: true, remaining: 9 });
  });

  test("twenty at once get exactly what there is", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => take("k", 7, HOUR)));
    expect(all.filter((taken) => taken?.allowed)).toHaveLength(7);
  });

  test("a limit of nothing refuses", async () => {
    expect(await take("k", 0, 60)).toEqual({ allowed: false, remaining: 0, retry_after_seconds: 60 });
  });

  test("app_user may take, and may not write what is counted", async () => {
    const asUser = <T>(work: (tx: Tx) => Promise<T>) => it.database.inTransaction({ role: "app_user" }, work);
    await asUser((tx) => tx.$queryRaw`select * from take_limit('k', 1, 60)`);
    await expect(asUser((tx) => tx.rateHit.deleteMany())).rejects.toThrow(/permission denied/);
  });
});

describe("search_messages", () => {
  const [acme, globex] = [newId(), newId()];
  const board = newId();
  const secret = newId();

  beforeAll(async () => {
    for (const [tenant, conversations] of [
      [acme, [board, secret]],
      [globex, [board]],
    ] as const) {
      await it.database.inTransaction({ role: "app_identity" }, async (tx) => {
        await it.database.assume(tx, { role: "app_user", workspaceId: tenant });
        await tx.workspace.create({ data: { id: tenant, slug: tenant, name: "Tenant" } });
        await tx.member.create({ data: { workspaceId: tenant, id: tenant, name: "Ana" } });
        for (const id of conversations) {
          await tx.conversation.create({ data: { workspaceId: tenant, id, kind: "channel" } });
          const bodies = ["The launch moved to May", "Lunch?", "No launch without a rocket"];
          await tx.message.createMany({
            data: bodies.map((body, n) => ({
              workspaceId: tenant,
              id: newId(),
              conversationId: id,
              seq: n + 1,
              clientId: newId(),
              senderId: tenant,
              body,
              createdAt: new Date(Date.UTC(2026, 0, 1, 0, n)),
            })),
          });
        }
      });
    }
  });

  const search = (asked: { as: string; workspace: string; conversations: string[]; words: string }) =>
    it.database.inTransaction({ role: "app_user", workspaceId: asked.as }, async (tx) => {
      const found = await tx.$queryRaw<{ conversation_id: string; body: string }[]>`
        select conversation_id, body from search_messages(${asked.workspace}::uuid, ${asked.conversations}::uuid[],
          plainto_tsquery('simple', ${asked.words}), null, null, null, null, false, 50) s join "Message" m on m."workspaceId" = ${asked.as}::uuid and m.id = s.id
        order by created_at desc`;
      return found;
    });

  test("finds the words in the conversations that were asked for, newest first", async () => {
    const found = await search({ as: acme, workspace: acme, conversations: [board], words: "LAUNCH" });
    expect(found.map((message) => message.body)).toEqual([
      "No launch without a rocket",
      "The launch moved to May",
    ]);
    expect(new Set(found.map((message) => message.conversation_id))).toEqual(new Set([board]));
  });

  test("finds nothing for another workspace than the transaction's own, whatever is asked", async () => {
    expect(
      await search({ as: globex, workspace: acme, conversations: [board, secret], words: "launch" }),
    ).toEqual([]);
    const all = await it.database.inTransaction(
      { role: "app_user", workspaceId: globex },
      (tx) => tx.$queryRaw<{ n: bigint }[]>`
        select count(*) as n from search_messages(${acme}::uuid, ${[board, secret]}::uuid[], 'launch'::tsquery, 'launch'::tsquery, null, null, null, false, 50)`,
    );
    expect(all).toEqual([{ n: 0n }]);
  });

  test("does not find what was deleted", async () => {
    await it.superuser('update "Message" set "deletedAt" = now() where body = $1', [
      "The launch moved to May",
    ]);
    const found = await search({ as: acme, workspace: acme, conversations: [board], words: "moved" });
    expect(found).toEqual([]);
  });

  test("erasing a workspace erases everything in it, in one statement", async () => {
    await it.database.inTransaction({ role: "app_identity" }, (tx) =>
      tx.workspace.delete({ where: { id: globex } }),
    );
    expect(await it.superuser('select from "Message" where "workspaceId" = $1', [globex])).toEqual([]);
    expect(await it.superuser('select from "Message" where "workspaceId" = $1', [acme])).not.toEqual([]);
  });
});

describe("postings", () => {
  test("belong to their tenant, and a look-up by term uses its index", async () => {
    const [acme, globex] = [newId(), newId()];
    const write = (tenant: string) =>
      it.database.inTransaction(
        { role: "app_user", workspaceId: tenant },
        (tx) => tx.$executeRaw`insert into search.posting
          select ${tenant}::uuid, 'word' || n, n, ${tenant}::uuid, 1, 10 from generate_series(1, 2000) n`,
      );
    await write(acme);
    await write(globex);
    await it.superuser("analyze search.posting");
    const plan = await it.database.inTransaction({ role: "app_user", workspaceId: acme }, async (tx) => {
      expect(await tx.$queryRaw`select count(*)::int as n from search.posting`).toEqual([{ n: 2000 }]);
      return tx.$queryRaw<{ "QUERY PLAN": string }[]>`
        explain select * from search.posting where workspace_id = ${acme}::uuid and term = any (${["word7", "word9"]})`;
    });
    const lines = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(lines).toMatch(/Index (Only )?Scan.*pkey/);
    expect(lines.match(/posting_\d/g)).not.toBeNull();
  });

  test("cannot be written for another tenant, nor read past the parent", async () => {
    const [acme, globex] = [newId(), newId()];
    const asAcme = <T>(work: (tx: Tx) => Promise<T>) =>
      it.database.inTransaction({ role: "app_user", workspaceId: acme }, work);
    const foreign = asAcme(
      (tx) =>
        tx.$executeRaw`insert into search.posting values (${globex}::uuid, 'x', 1, ${globex}::uuid, 1, 1)`,
    );
    await expect(foreign).rejects.toThrow(/row-level security/);
    await expect(asAcme((tx) => tx.$queryRaw`select * from search.posting_0`)).rejects.toThrow(
      /permission denied/,
    );
  });
});
