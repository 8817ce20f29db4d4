import { afterAll, beforeAll, expect, test } from "vitest";
import { countQueries } from "@/lib/adapters/db/stats";
import { createConversation } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import { type Cast, cast } from "@/tests/support/cast";
import { keepFile } from "@/tests/support/library";
import { sendMessage } from "./commands";

let all: Cast;
beforeAll(async () => {
  all = await cast();
});
afterAll(() => all.db.drop());

async function channelOf(members: number): Promise<string> {
  const input = {
    kind: "channel" as const,
    name: `of-${members}-${newId()}`,
    visibility: "public" as const,
    participantIds: [],
  };
  const { conversation } = await createConversation(all.ctxOf(all.ana), input);
  await all.db.superuser(
    `with added as (
       insert into "Member" ("workspaceId", id, name) select $1::uuid, gen_random_uuid(), 'Extra ' || n from generate_series(2, $3::int) n
       returning id)
     insert into "Participant" ("workspaceId", "conversationId", "memberId") select $1::uuid, $2::uuid, id from added`,
    [all.acme.id, conversation.id, members],
  );
  return conversation.id;
}

async function queriesOfSend(conversationId: string, body: string, fileIds: string[] = []): Promise<number> {
  const send = () => sendMessage(all.ctxOf(all.ana), { conversationId, clientId: newId(), body, fileIds });
  await send();
  const { stats } = await countQueries(send);
  await all.recorded.settled();
  return stats.queries;
}

test("a send asks the database as often for a thousand members as for two, whoever is addressed", async () => {
  const two = await channelOf(2);
  const thousand = await channelOf(1_000);
  for (const body of ["Hello", "@channel hello"]) {
    const few = await queriesOfSend(two, body);
    expect(few).toBeGreaterThan(0);
    expect(few).toBe(3); // lock, read, write
    expect(await queriesOfSend(thousand, body)).toBe(few);
  }
});

test("files cost two queries more, however many they are and whoever reads them", async () => {
  const [two, thousand] = [await channelOf(2), await channelOf(1_000)];
  const files = [];
  for (const name of ["one.txt", "two.txt", "three.txt"])
    files.push((await keepFile(all.ctxOf(all.ana), name, name)).id);
  expect(await queriesOfSend(two, "", files.slice(0, 1))).toBe(5); // lock, read, files, write, carry
  expect(await queriesOfSend(thousand, "", files)).toBe(5);
});
