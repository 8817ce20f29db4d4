import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "@/lib/core/clock";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { recordingPorts } from "@/tests/support/ports";
import { seedDemo } from "./seed";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await seedDemo(
    { ...recordingPorts().ports, database: db.database, clock: systemClock },
    { password: "parley-demo" },
  );
}, 60_000);
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
    from (select *, lag("createdAt") over (partition by "conversationId" order by seq) as before from "Message") told`);
  expect(rows).toEqual([{ future: 0, disorder: 0 }]);
});
