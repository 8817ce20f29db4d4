import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type Hunt, huntLeaks, knockOnDoors, tellsOf } from "@/tests/support/api-leaks";
import { ACTORS, buildWorld, CANARY, type World } from "@/tests/support/api-world";
import { fingerprintOf } from "@/tests/support/fingerprint";

let world: World;
let written: string[] = [];

beforeAll(async () => {
  world = await buildWorld();
});
afterAll(() => world.drop());

beforeEach(() => {
  written = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((line) => written.push(String(line)) > 0);
  world.cast.recorded.clear();
});

afterEach(async () => {
  await world.cast.recorded.settled();
  vi.restoreAllMocks();
  const { live, jobs, mails } = world.cast.recorded;
  expect(
    written.some((line) => line.includes('"message":"request"')),
    "log lines to look at",
  ).toBe(true);
  const left = JSON.stringify([live, jobs, mails, written]);
  expect(
    left.toLowerCase().includes(CANARY.toLowerCase()),
    "a canary left by a live event, a job, a mail or a log line",
  ).toBe(false);
});

const HUNTS: (Hunt & { least: number })[] = [
  { actor: "owner", of: "globex", thorough: true, least: 500 },
  { actor: "adminKey", of: "globex", least: 150 },
  { actor: "token", of: "globex", least: 150 },
  { actor: "guest", of: "globex", least: 150 },
  { actor: "admin", of: "secret", least: 200 },
  { actor: "guest", of: "secret", least: 200 },
];

test.each(HUNTS)(
  "for $actor an id of $of is an id that nobody has",
  { timeout: 300_000 },
  async ({ least, ...hunt }) => {
    const { leaks, requests } = await huntLeaks(world, hunt);
    expect(leaks).toEqual([]);
    expect(requests).toBeGreaterThan(least);
  },
);

test("another workspace's address is one that leads nowhere, for everybody", {
  timeout: 120_000,
}, async () => {
  const before = await fingerprintOf(world.rows, world.globex.workspaceId);
  for (const actor of ["owner", "guest", "token", "adminKey", "deactivated", "anonymous"] as const) {
    const { leaks, requests } = await knockOnDoors(world, actor);
    expect(leaks).toEqual([]);
    expect(requests).toBeGreaterThan(80);
  }
  expect(await fingerprintOf(world.rows, world.globex.workspaceId)).toEqual(before);
});

test("nobody of acme hears a topic of globex, nor of what is private", async () => {
  const { globex, secret } = world;
  const theirs = [
    `private-u.${globex.memberId}`,
    `private-w.${globex.workspaceId}`,
    `private-c.${globex.conversationId}`,
    `private-live.${globex.conversationId}`,
    `private-c.${globex.privateConversationId}`,
    `private-live.${globex.chatId}`,
  ];
  const kept = [`private-c.${secret.conversationId}`, `private-live.${secret.chatId}`];
  const own = `private-c.${world.acme.conversationId}`;
  for (const actor of ["guest", "member", "token", "admin", "owner", "adminKey"] as const) {
    const topics = [...theirs, ...(actor === "owner" || actor === "adminKey" ? [] : kept), own];
    const answer = await world.clients[actor]().post("/api/realtime/auth", { socket_id: "1.2", topics });
    expect(answer.status, answer.text).toBe(200);
    const heard = Object.keys(answer.body.auth).filter((topic) => answer.body.auth[topic] !== null);
    expect(heard, actor).toEqual([own]);
  }
  for (const actor of ["deactivated", "removed"] as const) {
    const answer = await world.clients[actor]().post("/api/realtime/auth", {
      socket_id: "1.2",
      topics: [own],
    });
    expect(answer.body.auth[own], actor).toBeNull();
  }
});

test("an Idempotency-Key of another workspace's member is as good as new", async () => {
  const body = { kind: "channel", name: "plans-of-summer" };
  const headers = { "idempotency-key": "the-same-key" };
  const theirs = await world.clients.stranger().post("/workspaces/globex/conversations", body, { headers });
  const ours = await world.clients.owner().post("/workspaces/acme/conversations", body, { headers });
  const members = await world.clients
    .member()
    .post("/workspaces/acme/conversations", { ...body, name: "of-winter" }, { headers });
  expect([theirs.status, ours.status, members.status]).toEqual([201, 201, 201]);
  expect(new Set([theirs.body.id, ours.body.id, members.body.id]).size).toBe(3);
  expect(ours.headers.get("idempotency-replayed")).toBeNull();
  expect(tellsOf(world, { of: "globex" }, ours, null)).toEqual([]);
  await world.cast.recorded.settled();
  world.cast.recorded.clear();
  await world.rows.rewind();
});

test("a stranger's account lists say nothing of acme", async () => {
  const client = world.clients.stranger();
  for (const path of [
    "/me",
    "/me/sessions",
    "/me/api_keys",
    "/me/events",
    "/workspaces",
    "/me/deleted_workspaces",
  ]) {
    const { text } = await client.get(path);
    expect(
      Object.entries(world.acme).filter(([, id]) => text.includes(id)),
      path,
    ).toEqual([]);
  }
  expect(ACTORS).toContain("stranger");
});
