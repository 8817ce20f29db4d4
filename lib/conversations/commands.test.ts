import { afterAll, beforeAll, expect, test } from "vitest";
import { topics } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { sendMessage } from "@/lib/messages/commands";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { createConversation, updateConversation } from "./commands";
import { deleteConversation, restoreConversation } from "./deletion/commands";
import { joinConversation } from "./participants/commands";
import { setReceipts } from "./pointers/commands";
import { getConversationDto } from "./queries";

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

test("a channel that is deleted is gone for everybody, told to its readers, and comes back with all that was said", async () => {
  const id = await channel(all.ben, "retro");
  await joinConversation(all.ctxOf(all.mia), id);
  await sendMessage(all.ctxOf(all.mia), { conversationId: id, clientId: newId(), body: "More of this" });
  const seen = (by: CastMember) => read(all.ctxOf(by), (tx) => getConversationDto(tx, id));
  await expect(deleteConversation(all.ctxOf(all.mia), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await all.recorded.settled();
  all.recorded.clear();
  await deleteConversation(all.ctxOf(all.ben), id);
  await all.recorded.settled();
  expect(all.recorded.heardOn(topics.conversation(id)).map(({ name }) => name)).toEqual([
    "conversation.deleted",
  ]);
  await expect(seen(all.mia)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(restoreConversation(all.ctxOf(all.mia), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(restoreConversation(all.ctxOf(all.gus), id)).rejects.toMatchObject({ code: "NOT_FOUND" });

  const other = await channel(all.ana, "retro");
  await expect(restoreConversation(all.ctxOf(all.ben), id)).rejects.toMatchObject(taken);
  await updateConversation(all.ctxOf(all.ana), other, { name: "retro-2" });
  expect(await restoreConversation(all.ctxOf(all.ben), id)).toMatchObject({ id, messageSeq: 1 });
  await expect(restoreConversation(all.ctxOf(all.ben), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await seen(all.mia)).toMatchObject({ name: "retro", joined: true });
  const log = await all.db.superuser(
    'select action, after from "AuditEntry" where "targetId" = $1 order by seq',
    [id],
  );
  expect(log).toEqual([
    { action: "conversation.deleted", after: null },
    { action: "conversation.restored", after: null },
  ]);
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
