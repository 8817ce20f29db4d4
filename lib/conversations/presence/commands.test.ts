import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPusher } from "@/lib/adapters/realtime/pusher";
import { newId } from "@/lib/core/ids";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { anonymous, browserOf, serve } from "@/tests/support/http";
import { topics } from "@/tests/support/ports";
import { createConversation } from "../commands";
import { leaveConversations } from "../departure/commands";
import { reconcilePresence } from "./commands";

const SECRET = "a webhook secret";
let it: Cast;

beforeAll(async () => {
  it = await cast();
  // The vendor's own verification of signatures, over the recording port.
  const pusher = createPusher({
    appId: "1",
    key: "key",
    secret: SECRET,
    cluster: "local",
    host: "127.0.0.1",
    port: 1,
    tls: false,
    socket: "page",
  });
  const readWebhook = pusher.readWebhook.bind(pusher);
  serve({ ...it.ports, realtime: { ...it.ports.realtime, readWebhook } });
});
afterAll(() => it.db.drop());
beforeEach(() => it.recorded.clear());

function webhook(events: { name: string; channel: string }[], change: { secret?: string; at?: number } = {}) {
  const rawBody = JSON.stringify({ time_ms: change.at ?? Date.now(), events });
  const signature = createHmac("sha256", change.secret ?? SECRET)
    .update(rawBody)
    .digest("hex");
  const headers = { "x-pusher-key": "key", "x-pusher-signature": signature };
  return anonymous().send("POST", "/api/webhooks/pusher", { rawBody, headers });
}

const came = (person: CastMember) => ({ name: "channel_occupied", channel: topics.member(person.memberId) });
const went = (person: CastMember) => ({ name: "channel_vacated", channel: topics.member(person.memberId) });

async function online(): Promise<string[]> {
  const rows = await it.db.superuser<{ name: string }>(
    'select name from "Member" where online order by name',
  );
  return rows.map(({ name }) => name);
}

test("who comes and who goes is known in their own workspace, and nowhere else", async () => {
  expect((await webhook([came(it.ana), came(it.gus), came(it.ben)])).status).toBe(200);
  expect(await online()).toEqual(["Ana", "Ben", "Gus"]);
  await it.recorded.settled();
  const heard = it.recorded.heardOn(topics.workspace(it.acme.id)).map(({ payload }) => payload.member_id);
  expect(heard.sort()).toEqual([it.ana.memberId, it.ben.memberId].sort());
  await webhook([went(it.ana)]);
  expect(await online()).toEqual(["Ben", "Gus"]);
  const [row] = await it.db.superuser('select "lastSeenAt" from "Member" where id = $1', [it.ana.memberId]);
  expect(row?.lastSeenAt).toBeInstanceOf(Date);
});

test("the same word twice changes and announces nothing", async () => {
  await webhook([came(it.ben)]);
  await it.recorded.settled();
  expect(it.recorded.live).toEqual([]);
});

test("of several words about one person the last counts", async () => {
  await webhook([came(it.cleo), went(it.cleo), came(it.cleo), went(it.cleo)]);
  expect(await online()).not.toContain("Cleo");
});

test("what is not signed, or old, or about nobody, changes nothing", async () => {
  expect((await webhook([came(it.mia)], { secret: "guessed" })).status).toBe(401);
  expect((await webhook([came(it.mia)], { at: Date.now() - 3_600_000 })).status).toBe(401);
  expect((await anonymous().send("POST", "/api/webhooks/pusher", { rawBody: "{}" })).status).toBe(401);
  const odd = [
    { name: "channel_occupied", channel: topics.member(newId()) },
    { name: "channel_occupied", channel: topics.workspace(it.acme.id) },
    { name: "channel_occupied", channel: "private-u.not-an-id" },
  ];
  expect((await webhook(odd)).status).toBe(200);
  expect(await online()).toEqual(["Ben", "Gus"]);
});

test("words that got lost are made up for", async () => {
  const correct = (askedAt: Date) =>
    reconcilePresence(it.ctxOf(it.ana), { memberIds: new Set([it.mia.memberId]), askedAt });
  const longAgo = new Date(Date.now() - 60_000);
  const before = await online();
  expect(await correct(longAgo)).toBe(1); // Mia; who came since the service was asked stays
  expect(await online()).toEqual([...before, "Mia"].sort());
  expect(await correct(new Date(Date.now() + 1_000))).toBe(1);
  expect(await online()).toEqual(["Gus", "Mia"]);
});

test("whoever listens to their own topic is here, also where that was too short an absence to be told of", async () => {
  expect(await online()).not.toContain("Ana");
  const browser = await browserOf(it, it.ana);
  const listened = [topics.member(it.ana.memberId), topics.member(it.ben.memberId)];
  const answer = await browser.post("/api/realtime/auth", { socket_id: "123.456", topics: listened });
  expect(answer.status).toBe(200);
  await expect.poll(online).toContain("Ana");
  expect(await online()).not.toContain("Ben");
  await webhook([went(it.ana)]);
});

test("somebody removed leaves channels and chats; a channel keeps an admin, a direct message its people", async () => {
  const channel = await createConversation(it.ctxOf(it.mia), {
    kind: "channel",
    name: "mias",
    visibility: "private",
    participantIds: [it.assistant.memberId, it.cleo.memberId],
  });
  const direct = await createConversation(it.ctxOf(it.mia), {
    kind: "direct",
    participantIds: [it.cleo.memberId],
  });
  it.recorded.clear();
  await leaveConversations(it.ctxOf(it.ana), it.mia.memberId); // the job of a removal after which they came back
  const joined = () =>
    it.db.superuser('select 1 from "Participant" where "conversationId" = $1 and "memberId" = $2', [
      channel.conversation.id,
      it.mia.memberId,
    ]);
  expect(await joined()).toHaveLength(1);
  await it.db.superuser(`update "Member" set status = 'removed' where id = $1`, [it.mia.memberId]);
  await leaveConversations(it.ctxOf(it.ana), it.mia.memberId);
  await leaveConversations(it.ctxOf(it.ana), it.mia.memberId);
  expect(await joined()).toEqual([]);
  const rows = await it.db.superuser<{ memberId: string; role: string }>(
    'select "memberId", role from "Participant" where "conversationId" = $1',
    [channel.conversation.id],
  );
  expect(rows.find((row) => row.memberId === it.cleo.memberId)?.role).toBe("admin");
  expect(rows).toHaveLength(2);
  const [counted] = await it.db.superuser(
    'select "memberCount", "eventSeq" from "Conversation" where id = $1',
    [channel.conversation.id],
  );
  expect(counted?.memberCount).toBe(2);
  const kept = await it.db.superuser('select 1 from "Participant" where "conversationId" = $1', [
    direct.conversation.id,
  ]);
  expect(kept).toHaveLength(2);
  const events = await it.db.superuser<{ seq: number }>(
    'select seq from "ConversationEvent" where "conversationId" = $1 order by seq',
    [channel.conversation.id],
  );
  expect(events.at(-1)?.seq).toBe(counted?.eventSeq);
});
