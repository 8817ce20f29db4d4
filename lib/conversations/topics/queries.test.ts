import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { anonymous, browserOf, serve, withBearer } from "@/tests/support/http";

const SOCKET = "123.456";
let it: Cast;
let open: string;
let board: string;

beforeAll(async () => {
  it = await cast();
  serve(it.ports);
  const ana = await browserOf(it, it.ana);
  const make = async (body: object) =>
    (await ana.post("/workspaces/acme/conversations", { kind: "channel", ...body })).body.id as string;
  open = await make({ name: "open" });
  board = await make({ name: "board", visibility: "private", participant_ids: [it.ben.memberId] });
});
afterAll(() => it.db.drop());

async function heardBy(person: CastMember, topics: string[]): Promise<string[]> {
  const browser = await browserOf(it, person);
  const answer = await browser.post("/api/realtime/auth", { socket_id: SOCKET, topics });
  expect(answer.status, answer.text).toBe(200);
  expect(Object.keys(answer.body.auth).sort()).toEqual([...topics].sort());
  return topics.filter((topic) => answer.body.auth[topic] !== null);
}

const all = () => [
  `private-u.${it.ana.memberId}`,
  `private-u.${it.cleo.memberId}`,
  `private-w.${it.acme.id}`,
  `private-w.${it.globex.id}`,
  `private-c.${open}`,
  `private-live.${open}`,
  `private-c.${board}`,
  `private-live.${board}`,
];

test("each hears their own topic, their workspace, and the conversations they may read", async () => {
  const [ownAna = "", ownCleo = "", acme = "", globex = "", ...conversations] = all();
  expect(await heardBy(it.ana, all())).toEqual([ownAna, acme, ...conversations]);
  expect(await heardBy(it.cleo, all())).toEqual([ownCleo, acme, ...conversations.slice(0, 2)]);
  expect(await heardBy(it.eve, all())).toEqual([]);
  expect(await heardBy(it.gus, all())).toEqual([globex]);
});

test("what is no topic of ours is refused like one that one may not hear", async () => {
  const odd = [
    "private-c.",
    `private-c.${newId()}`,
    `presence-c.${open}`,
    `private-x.${open}`,
    "__proto__x",
    `${open}`,
  ];
  expect(await heardBy(it.ana, odd)).toEqual([]);
});

test("somebody deactivated hears nothing more", async () => {
  await it.db.superuser(`update "Member" set status = 'deactivated' where id = $1`, [it.dev.memberId]);
  expect(await heardBy(it.dev, [`private-u.${it.dev.memberId}`, `private-w.${it.acme.id}`])).toEqual([]);
});

test("the socket signs in as its user", async () => {
  const browser = await browserOf(it, it.mia);
  const { body } = await browser.post("/api/realtime/auth", { socket_id: SOCKET });
  expect(JSON.parse(body.user.user_data)).toMatchObject({ id: it.mia.userId });
});

test("an API key listens in its own workspace, when it may read", async () => {
  const browser = await browserOf(it, it.mia);
  const keyWith = async (scopes: string[]) =>
    (await browser.post("/me/api_keys", { name: "k", workspace: "acme", scopes })).body.token as string;
  const ask = async (token: string) =>
    withBearer(token).post("/api/realtime/auth", { socket_id: SOCKET, topics: [`private-w.${it.acme.id}`] });
  const answer = await ask(await keyWith(["read"]));
  expect(answer.body.auth[`private-w.${it.acme.id}`]).not.toBeNull();
  expect((await ask(await keyWith(["write"]))).status).toBe(403);
});

test("nobody signed in is 401, a wrong socket or too many topics 422", async () => {
  expect((await anonymous().post("/api/realtime/auth", { socket_id: SOCKET })).status).toBe(401);
  const browser = await browserOf(it, it.mia);
  const path = async (body: object) => (await browser.post("/api/realtime/auth", body)).body.errors[0].path;
  expect(await path({ socket_id: "1.2;drop" })).toBe("socket_id");
  expect(await path({ socket_id: SOCKET, topics: Array(201).fill("private-x") })).toBe("topics");
  expect(await path({ socket_id: SOCKET, topics: [] })).toBe("topics");
});
