import { afterAll, beforeAll, expect, test } from "vitest";
import { createModelsOf } from "@/lib/adapters/models/models";
import { systemClock } from "@/lib/core/clock";
import { newId, type WorkspaceId } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { findReader } from "@/lib/sources/audiences/queries";
import { searchPassages } from "@/lib/sources/queries";
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

test("seven documents lie in the Library, each read or saying why not, and the board's notes for Ana and Ben alone", async () => {
  const rows = await db.superuser<Record<string, unknown>>(`
    select d.title, d.status, d.error, d."pageCount" as pages, d."hasInstructions" as instructions, d.language,
      (select array_agg(m.name order by m.name) from "Member" m where m.id = any(a."memberIds")) as readers,
      (select p.anchor->>'page' from "Source" s join "Passage" p on p."sourceId" = s.id
       where s."subjectId" = d.id and p.text like '%certificate is issued on Thursday%') as key
    from "Document" d join "Audience" a on a.id = d."audienceId" order by d.title`);
  const said = { status: "ready", error: null, readers: null, instructions: false };
  expect(rows).toMatchObject([
    { title: "Battery certificate", ...said, pages: 6, key: "3" },
    { title: "Board notes", ...said, readers: ["Ana", "Ben"] },
    { title: "Launch plan", ...said, language: "en" },
    { title: "Price list v3", ...said },
    { title: "Site scan", ...said, status: "failed", error: "scan" },
    { title: "Supplier letter", ...said, instructions: true, language: "zh" },
    { title: "Warranty", ...said },
  ]);
});

test.each([
  ["Why did the launch move?", "conversation", "because the battery certificate comes on Thursday"],
  ["What does the supplier want?", "document", "the supplier wants thirty percent of the price in advance"],
  ["电池保修多久?", "document", "电池保修期为三年"],
  ["What does the Heron Box cost?", "document", "Heron Box · Price in euro: 2,990"],
])("%s finds a %s that says it", async (question, type, quote) => {
  const ports = recordingPorts().ports;
  const [ana] = await db.superuser<{ id: string; userId: string; workspaceId: string }>(
    `select id, "userId", "workspaceId" from "Member" where name = 'Ana'`,
  );
  if (!ana) throw new Error("Ana is not there.");
  const actor = {
    kind: "member" as const,
    memberId: ana.id,
    userId: ana.userId,
    role: "owner" as const,
    name: "Ana",
  };
  const workspaceId = ana.workspaceId as WorkspaceId; // a test is a gate of its own
  const ctx = { ...ports, database: db.database, clock: systemClock, workspaceId, requestId: newId(), actor };
  const { passages } = await read(ctx, async (tx) => {
    const readers = await findReader(tx, ana.id);
    return searchPassages(tx, { question, readers, questionId: null, limit: 8 });
  });
  const found = passages.filter(({ sourceType }) => sourceType === type).map(({ text }) => text);
  expect(found.join("\n")).toContain(quote);
});
