import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { checkCanary } from "@/lib/adapters/db/canary";
import { createDatabase } from "@/lib/adapters/db/prisma";
import { newId } from "@/lib/core/ids";
import {
  createEmptyDatabase,
  createTestDatabase,
  superuser,
  type TestDatabase,
} from "@/tests/support/database";
import { backup } from "./backup";
import { restore } from "./restore";

/** Text that a careless format would spoil. */
const BODIES = [
  "plain",
  "tab\there, \\N, \\., new\nline",
  "quotes \" and ' and {braces,}",
  "émoji 👩‍👩‍👧 ‮rtl",
  "",
];

let it: TestDatabase;
let folder: string;
let file: string;
const [acme, ana] = [newId(), newId()];

beforeAll(async () => {
  it = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "parley-backup-"));
  file = join(folder, "parley.backup");
  await it.database.inTransaction({ role: "app_identity" }, async (tx) => {
    await tx.user.create({
      data: { id: ana, name: "Ana", email: "ana@example.com", passwordHash: "argon2id" },
    });
    await it.database.assume(tx, { role: "app_user", workspaceId: acme });
    await tx.workspace.create({
      data: { id: acme, slug: "acme", name: "Acme", allowedDomains: ["a.example", "b,c"] },
    });
    await tx.member.create({ data: { workspaceId: acme, id: ana, userId: ana, name: "Ana" } });
    await tx.conversation.create({ data: { workspaceId: acme, id: acme, kind: "channel" } });
    const parent = newId();
    const message = (id: string, body: string, seq: number | null, parentId: string | null) => ({
      ...{ workspaceId: acme, conversationId: acme, senderId: ana, clientId: newId(), createdAt: new Date() },
      ...{ id, body, seq, parentId, replySeq: parentId ? 1 : null, event: { kind: "null", n: null } },
    });
    await tx.message.createMany({
      data: [message(parent, "parent", 1, null), message(newId(), "reply", null, parent)],
    });
    await tx.message.createMany({ data: BODIES.map((body, n) => message(newId(), body, n + 2, null)) });
    await tx.$executeRaw`insert into search.posting values (${acme}::uuid, 'word', 1, ${acme}::uuid, 1, 1)`;
    await tx.audience.create({ data: { workspaceId: acme, id: acme, kind: "workspace", memberIds: [ana] } });
    await tx.source.create({
      data: {
        workspaceId: acme,
        id: acme,
        type: "conversation",
        subjectId: acme,
        title: "T",
        audienceId: acme,
      },
    });
    await tx.passage.create({
      data: {
        workspaceId: acme,
        id: acme,
        sourceId: acme,
        audienceId: acme,
        ordinal: 1,
        anchor: {},
        text: "T",
        contentHash: "h",
        length: 1,
        createdAt: new Date(),
      },
    });
  });
  await it.superuser(`update "RateLimit" set most = 7 where name = 'sign_in'`);
  await backup({ directUrl: it.directUrl, file });
});
afterAll(async () => {
  await it.drop();
  rmSync(folder, { recursive: true });
});

const loginPassword = () => inject("postgres").loginPassword;

/** Every row of every table as one text, to compare databases by. */
async function contents(directUrl: string): Promise<Record<string, string[]>> {
  const tables = await superuser<{ name: string }>(
    directUrl,
    `select oid::regclass::text as name from pg_class where relkind in ('r', 'p') and not relispartition
     and relnamespace::regnamespace::text in ('public', 'search') and relname <> '_prisma_migrations'`,
  );
  const entries = tables.map(async ({ name }) => {
    const rows = await superuser<{ row: string }>(
      directUrl,
      `select x::text as row from ${name} x order by 1`,
    );
    return [name, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe("the restore drill (F37)", () => {
  test("an empty database becomes the same again, walls included", async () => {
    const target = await createEmptyDatabase();
    try {
      expect(
        await restore({ directUrl: target.directUrl, loginPassword: loginPassword(), file }),
      ).toBeGreaterThan(15);
      const [was, is] = [await contents(it.directUrl), await contents(target.directUrl)];
      expect(is).toEqual(was);
      expect(was['"Message"']).toHaveLength(BODIES.length + 2);

      const url = new URL(it.url);
      url.pathname = new URL(target.directUrl).pathname;
      const database = createDatabase({ url: url.href, pool: 1 });
      await checkCanary(database);
      const found = await database.inTransaction({ role: "app_identity" }, (tx) => tx.user.findMany());
      expect(found).toMatchObject([{ email: "ana@example.com", passwordHash: "argon2id" }]);
      const next = await database.inTransaction({ role: "app_user", workspaceId: acme }, (tx) =>
        tx.passage.create({
          data: {
            workspaceId: acme,
            id: newId(),
            sourceId: acme,
            audienceId: acme,
            ordinal: 2,
            anchor: {},
            text: "U",
            contentHash: "i",
            length: 1,
            createdAt: new Date(),
          },
        }),
      );
      expect(next.key).toBe(2n); // the sequence goes on where it stood
      await database.close();
    } finally {
      await target.drop();
    }
  });

  test("a database in use is refused, and stays as it is", async () => {
    const before = await contents(it.directUrl);
    await expect(restore({ directUrl: it.directUrl, file })).rejects.toThrow(/in use/);
    expect(await contents(it.directUrl)).toEqual(before);
  });

  test.each([
    ["cut short", (lines: string[]) => lines.slice(0, -3)],
    ["one letter changed", (lines: string[]) => lines.map((line) => line.replace("plain", "plaim"))],
    ["a row taken out", (lines: string[]) => lines.filter((line) => !line.includes('"reply"'))],
  ])("a file that was damaged is refused before anything is touched: %s", async (_what, damage) => {
    const lines = gunzipSync(readFileSync(file)).toString().split("\n");
    const damaged = join(folder, "damaged.backup");
    writeFileSync(damaged, gzipSync(damage(lines).join("\n")));
    const target = await createEmptyDatabase();
    try {
      await expect(restore({ directUrl: target.directUrl, file: damaged })).rejects.toThrow(
        /is not a whole backup/,
      );
      expect(await superuser(target.directUrl, `select to_regclass('"User"') as found`)).toEqual([
        { found: null },
      ]);
    } finally {
      await target.drop();
    }
  });

  test("what is no backup is refused, and the file is for its owner's eyes", async () => {
    const other = join(folder, "other");
    writeFileSync(other, "hello");
    await expect(restore({ directUrl: it.directUrl, file: other })).rejects.toThrow(/is not a whole backup/);
    if (process.platform !== "win32") expect(statSync(file).mode & 0o077).toBe(0);
  });
});
