import { beforeAll, describe, expect, test } from "vitest";
import { checkCanary } from "@/lib/adapters/db/canary";
import type { DatabasePort, Tx } from "@/lib/adapters/db/port";
import { countQueries, queryStats } from "@/lib/adapters/db/stats";
import { newId } from "@/lib/core/ids";
import type { TestDatabase } from "./database";

type Subject = { make(options: { url: string; pool: number }): DatabasePort; home(): TestDatabase };

/** What every implementation of the database port must do, on a migrated database of its own. */
export function dbContract({ make, home }: Subject): void {
  const [acme, globex] = [newId(), newId()];
  const asTenant = (database: DatabasePort, workspaceId: string) => ({
    run: <T>(work: (tx: Tx) => Promise<T>) => database.inTransaction({ role: "app_user", workspaceId }, work),
  });

  beforeAll(async () => {
    for (const [id, slug] of [
      [acme, "acme"],
      [globex, "globex"],
    ]) {
      await home().superuser('insert into "Workspace" (id, slug, name) values ($1, $2, $2)', [id, slug]);
      await home().superuser('insert into "Member" ("workspaceId", id, name) values ($1, $1, $2)', [
        id,
        slug,
      ]);
    }
  });

  /** Runs `work` with a port of its own, and closes it. */
  async function withPool<T>(pool: number, work: (database: DatabasePort) => Promise<T>): Promise<T> {
    const database = make({ url: home().url, pool });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }

  test("answers a ping, and the canary of another tenant is out of sight", () =>
    withPool(1, async (database) => {
      await database.ping();
      await checkCanary(database);
    }));

  test("assumes the role and the tenant for the transaction, and nothing is left of them afterwards", () =>
    withPool(1, async (database) => {
      const who = (tx: Tx) =>
        tx.$queryRaw<{ role: string; tenant: string; backend: number }[]>`
          select current_user::text as role, current_setting('app.workspace_id', true) as tenant, pg_backend_pid() as backend`;
      const [inside] = await asTenant(database, acme).run(who);
      expect(inside).toMatchObject({ role: "app_user", tenant: acme });

      // The role goes back with the transaction; a later one without a tenant sees nothing, on the very same connection.
      const [after] = await database.inTransaction({ role: "app_identity" }, who);
      expect(after).toEqual({ role: "app_identity", tenant: "", backend: inside?.backend });
      expect(await database.inTransaction({ role: "app_user" }, (tx) => tx.member.count())).toBe(0);
    }));

  test("waits for the disk unless told otherwise, and only for that transaction", async () => {
    // The servers of tests never wait for the disk; this database does.
    const setDatabase = (how: string) =>
      home().superuser(`do $$ begin execute format('alter database %I ${how}', current_database()); end $$`);
    await setDatabase("set synchronous_commit = on");
    await withPool(1, async (database) => {
      const how = async (lasting: { isDurable?: boolean }) => {
        const [row] = await database.inTransaction(
          { role: "app_user", ...lasting },
          (tx) => tx.$queryRaw<{ how: string }[]>`select current_setting('synchronous_commit') as how`,
        );
        return row?.how;
      };
      expect([await how({}), await how({ isDurable: false }), await how({ isDurable: true })]).toEqual([
        "on",
        "off",
        "on",
      ]);
    });
    await setDatabase("reset synchronous_commit");
  });

  test("a thousand transactions of two tenants, interleaved on one connection, never meet (F8)", () =>
    withPool(1, async (database) => {
      const nameOf = (workspaceId: string) =>
        asTenant(database, workspaceId).run(async (tx) => {
          const members = await tx.member.findMany({ select: { name: true } });
          return members.map((member) => member.name).join();
        });
      for (let round = 0; round < 20; round++) {
        const names = await Promise.all(Array.from({ length: 50 }, (_, n) => nameOf(n % 2 ? acme : globex)));
        expect(names).toEqual(Array.from({ length: 50 }, (_, n) => (n % 2 ? "acme" : "globex")));
      }
    }));

  test("nobody writes into another tenant", () =>
    withPool(2, async (database) => {
      const intruder = asTenant(database, acme);
      const row = { workspaceId: globex, id: newId(), name: "intruder" };
      await expect(intruder.run((tx) => tx.member.create({ data: row }))).rejects.toThrow(
        /row-level security/,
      );
      const changed = await intruder.run((tx) =>
        tx.member.updateMany({ where: { workspaceId: globex }, data: { name: "x" } }),
      );
      expect(changed.count).toBe(0);
      const moved = intruder.run((tx) => tx.member.updateMany({ data: { workspaceId: globex } }));
      await expect(moved).rejects.toThrow(/row-level security/);
      expect(await home().superuser('select name from "Member" where "workspaceId" = $1', [globex])).toEqual([
        { name: "globex" },
      ]);
    }));

  test("switches roles inside a transaction, as when a workspace is created", () =>
    withPool(1, async (database) => {
      const id = newId();
      await database.inTransaction({ role: "app_identity" }, async (tx) => {
        await database.assume(tx, { role: "app_user", workspaceId: id });
        await tx.workspace.create({ data: { id, slug: id, name: "New" } });
        await tx.member.create({ data: { workspaceId: id, id, name: "Owner" } });
      });
      expect(await asTenant(database, id).run((tx) => tx.member.count())).toBe(1);
      await expect(asTenant(database, acme).run((tx) => tx.user.findMany())).rejects.toThrow(
        /permission denied/,
      );
    }));

  test("what throws is rolled back whole, and the error arrives as it was thrown", () =>
    withPool(1, async (database) => {
      const stumble = new Error("stumbled");
      const attempt = asTenant(database, acme).run(async (tx) => {
        await tx.member.create({ data: { workspaceId: acme, id: newId(), name: "gone" } });
        throw stumble;
      });
      await expect(attempt).rejects.toBe(stumble);
      expect(await asTenant(database, acme).run((tx) => tx.member.count({ where: { name: "gone" } }))).toBe(
        0,
      );
    }));

  test("two that lock each other out are both done in the end (F6)", () =>
    withPool(4, async (database) => {
      const ids = [newId(), newId()];
      await asTenant(database, acme).run((tx) =>
        tx.member.createMany({ data: ids.map((id) => ({ workspaceId: acme, id, name: "crossing" })) }),
      );
      let tries = 0;
      const met = barrier(2);
      const cross = (order: (string | undefined)[]) =>
        asTenant(database, acme).run(async (tx) => {
          tries += 1;
          for (const id of order) {
            await tx.$executeRaw`update "Member" set name = name || '.' where id = ${id}::uuid`;
            await met();
          }
        });
      await Promise.all([cross(ids), cross(ids.toReversed())]);
      expect(tries).toBe(3); // one of them was the victim once
      const names = await asTenant(database, acme).run((tx) =>
        tx.member.findMany({ where: { id: { in: ids } } }),
      );
      expect(names.map((member) => member.name)).toEqual(["crossing..", "crossing.."]);
    }));

  test("one that always loses is a conflict after three tries", () =>
    withPool(1, async (database) => {
      let tries = 0;
      const attempt = asTenant(database, acme).run(async (tx) => {
        tries += 1;
        await tx.$executeRaw`do $$ begin raise exception 'lost' using errcode = '40001'; end $$`;
      });
      await expect(attempt).rejects.toMatchObject({ code: "CONFLICT", status: 409 });
      expect(tries).toBe(3);
    }));

  test("a full pool is unavailable within the wait, and recovers (F4)", () =>
    withPool(1, async (database) => {
      const done = barrier(2);
      const holder = asTenant(database, acme).run(() => done());
      await expect(asTenant(database, globex).run((tx) => tx.member.count())).rejects.toMatchObject({
        code: "UNAVAILABLE",
        details: { retryAfterSeconds: 1 },
      });
      await Promise.all([done(), holder]);
      expect(await asTenant(database, globex).run((tx) => tx.member.count())).toBe(1);
    }));

  test("a statement that takes too long is cut off and unavailable, and the connection serves on (F3)", () =>
    withPool(1, async (database) => {
      const attempt = asTenant(database, acme).run(async (tx) => {
        expect(
          await tx.$queryRaw`select current_setting('statement_timeout') as s, current_setting('idle_in_transaction_session_timeout') as i`,
        ).toEqual([{ s: "10s", i: "10s" }]);
        await tx.$executeRaw`set local statement_timeout = '50ms'`;
        await tx.$executeRaw`select pg_sleep(5)`;
      });
      await expect(attempt).rejects.toMatchObject({ code: "UNAVAILABLE" });
      expect(await asTenant(database, acme).run((tx) => tx.member.count())).toBeGreaterThan(0);
    }));

  test("a connection cut in the middle rolls back, is unavailable, and the next one works (F5)", () =>
    withPool(1, async (database) => {
      const attempt = asTenant(database, acme).run(async (tx) => {
        await tx.member.create({ data: { workspaceId: acme, id: newId(), name: "cut" } });
        const [row] = await tx.$queryRaw<{ backend: number }[]>`select pg_backend_pid() as backend`;
        await home().superuser("select pg_terminate_backend($1)", [row?.backend]);
        await tx.member.count();
      });
      await expect(attempt).rejects.toMatchObject({ code: "UNAVAILABLE" });
      expect(await asTenant(database, acme).run((tx) => tx.member.count({ where: { name: "cut" } }))).toBe(0);
    }));

  test("a database that is not there is unavailable at once", async () => {
    const url = new URL(home().url);
    url.port = "1";
    const database = make({ url: url.href, pool: 1 });
    await expect(database.ping()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(asTenant(database, acme).run((tx) => tx.member.count())).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
    await database.close();
  });

  describe("counting", () => {
    test("counts what is asked, per request, and not what the transaction costs", () =>
      withPool(2, async (database) => {
        const ask = (times: number) =>
          countQueries(() =>
            asTenant(database, acme).run(async (tx) => {
              for (let n = 0; n < times; n++) await tx.member.count();
              return queryStats()?.queries;
            }),
          );
        const [two, five] = await Promise.all([ask(2), ask(5)]);
        expect(two).toMatchObject({ result: 2, stats: { transactions: 1, queries: 2 } });
        expect(five).toMatchObject({ result: 5, stats: { transactions: 1, queries: 5 } });
      }));
  });
}

/** Each caller waits until `size` of them are there; from then on nobody waits. */
function barrier(size: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived >= size) resolve();
    return promise;
  };
}
