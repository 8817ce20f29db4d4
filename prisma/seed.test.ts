import { afterAll, beforeAll, expect, test } from "vitest";
import { createModelsOf } from "@/lib/adapters/models/models";
import { systemClock } from "@/lib/core/clock";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { recordingPorts } from "@/tests/support/ports";
import { seedDemo } from "./seed";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  const models = await createModelsOf({});
  const ports = { ...recordingPorts().ports, models, database: db.database, clock: systemClock };
  await seedDemo(ports, { password: "parley-demo" });
}, 120_000);
afterAll(() => db.drop());

test("Ana opens on exactly seven unread and one mention", async () => {
  const rows = await db.superuser<{ unread: number; mentions: number }>(`
    select sum(c."messageSeq" - p."lastReadSeq")::int as unread,
      (select count(*)::int from "Mention" n where n."memberId" = m.id and n."doneAt" is null) as mentions
    from "Member" m join "Participant" p on p."memberId" = m.id join "Conversation" c on c.id = p."conversationId"
    where m.name = 'Ana' group by m.id`);
  expect(rows).toEqual([{ unread: 7, mentions: 1 }]);
});

test("nothing was said in the future, and the order of time is the order of the channels", async () => {
  const rows = await db.superuser<{ future: number; disorder: number }>(`
    select count(*) filter (where "createdAt" > now())::int as future,
      count(*) filter (where "createdAt" < before)::int as disorder
    from (select *, lag("createdAt") over (partition by "conversationId" order by seq) as before from "Message" where "parentId" is null) told`);
  expect(rows).toEqual([{ future: 0, disorder: 0 }]);
});

test("the questions of the demo are answered with quotes, and the one that has no source says so", async () => {
  const rows = await db.superuser<{ question: string; body: string; quotes: number }>(`
    select q.body as question, a.body, (select count(*)::int from "Citation" c where c."messageId" = a.id) as quotes
    from "Run" r join "Message" a on a.id = r."messageId" join "Message" q on q.id = r."questionId" order by a.id`);
  expect(rows.map((row) => row.quotes > 0)).toEqual([true, true, true, true, false]);
  expect(rows[0]?.body).toContain("because the battery certificate comes on Thursday");
  expect(rows[3]?.body).toContain("five years or 50,000 kilometers");
  expect(rows[4]?.body).toContain("Not in your sources");
});

test("about 190 messages were said over twelve days, with threads, an edit and a tombstone", async () => {
  const [told] = await db.superuser<Record<string, number>>(`
    select count(*)::int as messages, count("parentId")::int as replies, count(distinct "parentId")::int as threads,
      count("deletedAt")::int as tombstones, count("editedAt")::int as edited,
      count(distinct date_trunc('day', "createdAt"))::int as days
    from "Message" where "workspaceId" = (select id from "Workspace" where slug = 'acme')`);
  expect(told).toMatchObject({ replies: 8, threads: 2, tombstones: 1, edited: 2 });
  expect(told?.messages).toBeGreaterThanOrEqual(180);
  expect(told?.messages).toBeLessThanOrEqual(200);
  expect(told?.days).toBeGreaterThanOrEqual(12);
});
