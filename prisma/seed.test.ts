import { afterAll, beforeAll, expect, test } from "vitest";
import { createModelsOf } from "@/lib/adapters/models/models";
import { systemClock } from "@/lib/core/clock";
import { newId, type WorkspaceId } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { coverageOf } from "@/lib/recordings/reports/rules";
import type { ReportSection } from "@/lib/recordings/reports/schema";
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
  for (const proof of [
    "certificate comes on Thursday",
    "the lab has to repeat",
    "on Thursday at the earliest",
  ])
    expect(rows[0]?.body).toContain(proof);
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

test("an invite is open for the two apprentices, and the audit log tells who made it", async () => {
  const rows = await db.superuser<Record<string, unknown>>(`
    select i.kind, i."maxUses" as uses, i."revokedAt" as revoked, m.name as by,
      (select count(*)::int from "AuditEntry" a where a."workspaceId" = i."workspaceId" and a.action like 'invite.%') as told
    from "Invite" i join "Member" m on m.id = i."createdById"`);
  expect(rows).toEqual([{ kind: "link", uses: 2, revoked: null, by: "Ana", told: 1 }]);
});

test("one template of reports is there to look at, made by an admin", async () => {
  const rows = await db.superuser<Record<string, unknown>>(`
    select t.name, m.name as by, jsonb_array_length(t.sections) as sections
    from "ReportTemplate" t join "Member" m on m.id = t."createdById"`);
  expect(rows).toEqual([{ name: "Customer interview", by: "Ben", sections: 6 }]);
});

test("seven documents lie in the Library, each read or saying why not, and the board's notes for Ana and Ben alone", async () => {
  const rows = await db.superuser<Record<string, unknown>>(`
    select d.title, d.status, d.error, d."pageCount" as pages, d."hasInstructions" as instructions, d.language,
      (select array_agg(m.name order by m.name) from "Member" m where m.id = any(a."memberIds")) as readers,
      (select p.anchor->>'page' from "Source" s join "Passage" p on p."sourceId" = s.id
       where s."subjectId" = d.id and p.text like '%certificate on Thursday at the earliest%') as key
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

test("four recordings: two written down, one with notes that play, one that waits for an engine, one left to its job", async () => {
  const rows = await db.superuser<Record<string, unknown>>(`
    select r.title, r.kind, r.status, r."waitingFor" as waits, r."durationMs" as ms, length(r.waveform) > 0 as drawn,
      (select count(*)::int from "RecordingSpeaker" s where s."recordingId" = r.id) as speakers,
      (select count(*)::int from "RecordingNote" n where n."recordingId" = r.id) as notes
    from "Recording" r order by r."createdAt"`);
  const written = { status: "processed", waits: null, drawn: true };
  const left = { status: "pending", waits: null, drawn: null, ms: null, speakers: 0 };
  const waiting = { status: "pending", waits: "engine", drawn: true, speakers: 0 };
  expect(rows).toEqual([
    { title: "Fair walk-through", kind: "meeting", ...waiting, ms: 90_000, notes: 5 },
    { title: "Launch stand-up", kind: "meeting", ...written, ms: 190_000, speakers: 3, notes: 1 },
    { title: "Call with Mara", kind: "call", ...written, ms: 140_000, speakers: 2, notes: 0 },
    { title: "Call about the cargo boxes", kind: "call", ...left, notes: 0 },
  ]);
});

test("seven tasks, each with words that stand where it says, two of them due today", async () => {
  const rows = await db.superuser<{ title: string; who: string | null; type: string; days: number | null }>(`
    select t.title, m.name as who, t."sourceType" as type, t."dueOn" - (now() at time zone 'utc')::date as days
    from "Task" t left join "Member" m on m.id = t."assigneeId" order by t.id`);
  expect(rows.map(({ who, type }) => [who, type])).toEqual([
    [null, "document"],
    ["Cleo", "recording"],
    ["Ana", "recording"],
    ["Ben", "recording"],
    ["Dev", "recording"],
    ["Dev", "recording"],
    ["Ana", "conversation"],
  ]);
  expect(rows.filter(({ days }) => days === 0).map(({ title }) => title)).toEqual([
    "Call Northwind about the new date",
    "Settle the warranty sentence with Dev",
  ]);
});

test("the stand-up has two decisions, three tasks, an open question, and one minute that no line touches", async () => {
  const [report] = await db.superuser<{ sections: ReportSection[]; ms: number }>(`
    select p.sections, r."durationMs" as ms from "RecordingReport" p join "Recording" r on r.id = p."recordingId"
    where r.title = 'Launch stand-up'`);
  const sections = report?.sections ?? [];
  const lines = (kind: string) => sections.find((section) => section.kind === kind)?.lines ?? [];
  expect(lines("decisions").map(({ startMs }) => Math.floor(startMs / 1_000))).toEqual([41, 157]);
  expect(lines("action_items").map(({ owner, due }) => [owner, due])).toEqual([
    ["Cleo", "tomorrow morning"],
    ["Ana", "today"],
    ["Ben", "on Wednesday"],
  ]);
  expect(lines("open_questions")).toHaveLength(1);
  expect(coverageOf(sections, report?.ms ?? 0)).toEqual([true, false, true, true]);
});

test.each([
  ["Why did the launch move?", "conversation", "because the battery certificate comes on Thursday"],
  ["Why did the launch move?", "recording", "because the lab has to repeat the transport test first"],
  ["Why did the launch move?", "document", "because the repeated test allows the certificate on Thursday"],
  ["What did Mara ask for?", "recording", "an offer for six bikes with the rain cover"],
  ["What does the supplier want?", "document", "the supplier wants thirty percent of the price in advance"],
  ["电池保修多久?", "document", "电池保修期为三年"],
  ["What does the Heron Box cost?", "document", "Heron Box · Costs in euro: 2,990"],
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
