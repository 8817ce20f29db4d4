import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { sendMessage } from "@/lib/messages/commands";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { createConversation, deleteConversation, updateConversation } from "./commands";
import { joinConversation } from "./participants/commands";
import { setReceipts } from "./pointers/commands";

let all: Cast;
beforeAll(async () => {
  all = await cast();
});
afterAll(() => all.db.drop());

const taken = { code: "CONFLICT", message: expect.stringContaining("already") };

async function channel(by: CastMember, name: string, visibility: "public" | "private" = "public") {
  const input = { kind: "channel" as const, name, visibility, participantIds: [] };
  return (await createConversation(all.ctxOf(by), input)).conversation.id;
}

test("of two public channels of one name, made at the same moment, the second is told that it is taken", async () => {
  const made = await Promise.allSettled([all.ana, all.ben, all.mia].map((by) => channel(by, "launch")));
  const refused = made.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refused).toEqual([expect.objectContaining(taken), expect.objectContaining(taken)]);
});

test("a private channel may have the name of another one, and keeps it for itself", async () => {
  await channel(all.ana, "offers");
  const hidden = await channel(all.ben, "plans", "private");
  await expect(updateConversation(all.ctxOf(all.ben), hidden, { name: "offers" })).rejects.toMatchObject(
    taken,
  );
  const open = await channel(all.ana, "plans");
  const publish = () => updateConversation(all.ctxOf(all.ben), hidden, { visibility: "public" });
  await expect(publish()).rejects.toMatchObject(taken);
  await updateConversation(all.ctxOf(all.ana), open, { topic: "What comes next" });
  await deleteConversation(all.ctxOf(all.ana), open);
  expect(await publish()).toMatchObject({ name: "plans", visibility: "public" });
});

test("receipts never move back, whichever window writes last", async () => {
  const id = await channel(all.ana, "receipts");
  await joinConversation(all.ctxOf(all.ben), id);
  for (let n = 0; n < 10; n++)
    await sendMessage(all.ctxOf(all.ana), { conversationId: id, clientId: newId(), body: `No ${n}` });
  const said = [3, 10, 5, 8, 1, 9, 2, 7, 4, 6];
  await Promise.all(said.map((seenSeq) => setReceipts(all.ctxOf(all.ben), id, { seenSeq })));
  await Promise.all(said.map((deliveredSeq) => setReceipts(all.ctxOf(all.ben), id, { deliveredSeq })));
  expect(await setReceipts(all.ctxOf(all.ben), id, { seenSeq: 2 })).toEqual({
    seenSeq: 10,
    deliveredSeq: 10,
  });
  const [kept] = await all.db.superuser(
    'select "seenSeq", "deliveredSeq" from "Participant" where "conversationId" = $1 and "memberId" = $2',
    [id, all.ben.memberId],
  );
  expect(kept).toEqual({ seenSeq: 10, deliveredSeq: 10 });
});
