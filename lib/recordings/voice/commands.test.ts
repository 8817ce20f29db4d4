import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { archiveConversation, createConversation } from "@/lib/conversations/commands";
import { joinConversation } from "@/lib/conversations/participants/commands";
import { MINUTE, manualClock, SECOND } from "@/lib/core/clock";
import { type Ctx, read } from "@/lib/ctx";
import { getFile } from "@/lib/files/queries";
import { deleteMessage } from "@/lib/messages/commands";
import { forgetDeleted, restoreMessage } from "@/lib/messages/deletions/commands";
import { listMessages, listReplies } from "@/lib/messages/queries";
import { search } from "@/lib/sources/search/queries";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { workOn } from "@/tests/support/recordings";
import { completeCapture, joinSlices, putSlice } from "../capture/commands";
import { createRecording, deleteRecording, importTranscript } from "../commands";
import { getRecording, listRecordings } from "../queries";
import { describeRecording } from "../whole/queries";
import { hideVoice, settleVoice, sweepVoices } from "./commands";

let all: Cast;
let general: string;
let board: string;
let sound: Uint8Array;
const clock = manualClock(new Date("2026-03-01T09:00:00Z"));

beforeAll(async () => {
  all = await cast({ clock });
  sound = new Uint8Array(await readFile(path.resolve("tests/fixtures/audio/say.webm")));
  general = await channel("general", "public");
  board = await channel("board", "private", [all.ben]);
  await joinConversation(all.ctxOf(all.ben), general);
});
afterAll(() => all.db.drop());

async function channel(name: string, visibility: "public" | "private", others: CastMember[] = []) {
  const participantIds = others.map(({ memberId }) => memberId);
  const input = { kind: "channel" as const, name, visibility, participantIds };
  return (await createConversation(all.ctxOf(all.ana), input)).conversation.id;
}

/** What a browser does while somebody speaks. */
async function speak(by = all.ana): Promise<string> {
  const about = {
    kind: "voice" as const,
    capture: true as const,
    visibility: "private" as const,
    title: "Voice message",
  };
  const { recordingId } = await createRecording(all.ctxOf(by), about);
  const half = Math.floor(sound.byteLength / 2);
  await putSlice(all.ctxOf(by), recordingId, 0, sound.subarray(0, half));
  await putSlice(all.ctxOf(by), recordingId, 1, sound.subarray(half));
  return recordingId;
}
const send = (recordingId: string, conversationId = general, by = all.ana, parentId?: string) =>
  completeCapture(all.ctxOf(by), recordingId, {
    slices: 2,
    conversationId,
    ...(parentId ? { parentId } : {}),
  });
const messagesOf = async (conversationId: string, by = all.ana) =>
  (await read(all.ctxOf(by), (tx) => listMessages(tx, conversationId, { limit: 50 }))).items;
const messageOf = async (recordingId: string, conversationId = general) => {
  const found = (await messagesOf(conversationId)).find((one) => one.clientId === recordingId);
  if (!found) throw new Error("It was not sent.");
  return found;
};
const hears = (by: CastMember, recordingId: string) =>
  read(all.ctxOf(by), (tx) => getRecording(tx, recordingId)).then(
    () => true,
    () => false,
  );
const plays = (by: CastMember, fileId: string) =>
  read(all.ctxOf(by), (tx) => getFile(tx, fileId)).then(
    () => true,
    () => false,
  );
const finds = async (by: CastMember, q: string) =>
  (await read(all.ctxOf(by), (tx) => search(tx, { q, sort: "newest", limit: 10 }))).items;
const system = (): Ctx => ({ ...all.ctxOf(all.ana), actor: { kind: "system", reason: "test" } });

test("until it is sent it is its speaker's alone; then it is a message, and whoever reads the conversation plays it", async () => {
  const id = await speak();
  expect(await Promise.all([all.ana, all.ben, all.mia].map((one) => hears(one, id)))).toEqual([
    true,
    false,
    false,
  ]);
  await send(id, board);
  expect(await messageOf(id, board)).toMatchObject({ type: "audio", body: "", recordingId: id, files: [] });
  await joinSlices(system(), id);
  const message = await messageOf(id, board);
  expect(message).toMatchObject({
    editedAt: null,
    files: [{ mediaType: expect.stringMatching(/^audio\//) }],
  });
  const fileId = message.files[0]?.id ?? "";
  const { ana, ben, cleo, gus } = all;
  for (const [one, may] of [
    [ana, true],
    [ben, true],
    [cleo, false],
    [gus, false],
  ] as const) {
    expect(await hears(one, id), one.name).toBe(may);
    expect(await plays(one, fileId), one.name).toBe(may);
  }
});

test("sent again it is the same message, also in a thread; what is missing is asked for first", async () => {
  const parent = await speak();
  await send(parent);
  const { id: parentId } = await messageOf(parent);
  const id = await speak();
  await expect(
    completeCapture(all.ctxOf(all.ana), id, { slices: 3, conversationId: general }),
  ).rejects.toMatchObject({
    code: "CONFLICT",
  });
  await send(id, general, all.ana, parentId);
  await send(id, general, all.ana, parentId);
  const { items } = await read(all.ctxOf(all.ben), (tx) => listReplies(tx, parentId, { limit: 10 }));
  expect(items.map(({ recordingId }) => recordingId)).toEqual([id]);
});

test("it goes only where one may write, and only a voice message goes somewhere", async () => {
  const id = await speak();
  await expect(completeCapture(all.ctxOf(all.ana), id, {})).rejects.toMatchObject({ code: "INVALID" });
  const mias = await speak(all.mia);
  await expect(send(mias, board, all.mia)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(send(mias, general, all.mia)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(send(id, general, all.ben)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const shut = await channel("shut", "public");
  await archiveConversation(all.ctxOf(all.ana), shut, true);
  await expect(send(id, shut)).rejects.toMatchObject({ code: "FORBIDDEN" });
  const meeting = await createRecording(all.ctxOf(all.ana), { capture: true });
  await putSlice(all.ctxOf(all.ana), meeting.recordingId, 0, sound);
  await expect(
    completeCapture(all.ctxOf(all.ana), meeting.recordingId, { conversationId: general }),
  ).rejects.toMatchObject({ code: "INVALID" });
  await expect(
    createRecording(all.ctxOf(all.ana), { kind: "voice", capture: true, visibility: "workspace" }),
  ).rejects.toMatchObject({ code: "INVALID" });
});

test("a guest speaks where they were let in, and throws away what they do not send", async () => {
  const northwind = await channel("northwind", "private", [all.eve]);
  const id = await speak(all.eve);
  await send(id, northwind, all.eve);
  expect(await messageOf(id, northwind)).toMatchObject({ recordingId: id, author: { name: "Eve" } });
  const other = await speak(all.eve);
  await deleteRecording(all.ctxOf(all.eve), other);
  expect(await hears(all.eve, other)).toBe(false);
  await expect(createRecording(all.ctxOf(all.eve), { capture: true })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

test("its words are found to the second, and it stands in no list of recordings unless asked for", async () => {
  const id = await speak();
  await send(id);
  await joinSlices(system(), id);
  await importTranscript(
    all.ctxOf(all.ana),
    id,
    "WEBVTT\n\n00:00.500 --> 00:01.500\n<v Ana>The heliotrope is late.",
  );
  await workOn(all.ctxOf(all.ana), id);
  const [hit] = await finds(all.ben, "heliotrope");
  expect(hit).toMatchObject({ type: "recording", anchor: { kind: "time", startMs: 500 } });
  expect(await finds(all.gus, "heliotrope")).toEqual([]);
  const whole = await read(all.ctxOf(all.ben), (tx) => describeRecording(tx, id));
  expect(whole).toMatchObject({ transcript: expect.stringContaining("heliotrope"), report: null });
  const list = (more: { kind?: "voice" }) =>
    read(all.ctxOf(all.ben), (tx) => listRecordings(tx, { deleted: "false", limit: 50, ...more }));
  expect((await list({})).items.map(({ kind }) => kind)).not.toContain("voice");
  expect((await list({ kind: "voice" })).items.map(({ recordingId }) => recordingId)).toContain(id);
});

test("deleted it is gone for everybody at once; undone it is back with its words; else nothing of it is left", async () => {
  const id = await speak();
  await send(id);
  await joinSlices(system(), id);
  await importTranscript(
    all.ctxOf(all.ana),
    id,
    "WEBVTT\n\n00:00.500 --> 00:01.500\n<v Ana>The quetzal is late.",
  );
  await workOn(all.ctxOf(all.ana), id);
  const { id: messageId, files } = await messageOf(id);
  const fileId = files[0]?.id ?? "";
  const gone = async () => {
    await deleteMessage(all.ctxOf(all.ana), messageId);
    expect([await hears(all.ana, id), await hears(all.ben, id), await plays(all.ben, fileId)]).toEqual([
      false,
      false,
      false,
    ]);
    await hideVoice(system(), messageId);
    expect(await finds(all.ben, "quetzal")).toEqual([]);
  };
  await gone();
  await restoreMessage(all.ctxOf(all.ana), messageId);
  await settleVoice(system(), messageId);
  expect([await hears(all.ben, id), await plays(all.ben, fileId)]).toEqual([true, true]);
  expect(await finds(all.ben, "quetzal")).toHaveLength(1);

  await gone();
  const [row] = await all.db.superuser<{ path: string }>(
    `select "blobPath" as path from "File" where id = $1`,
    [fileId],
  );
  clock.advance(16 * SECOND);
  for (let time = 0; time < 2; time++) {
    await forgetDeleted(system(), messageId);
    await settleVoice(system(), messageId);
  }
  expect(await all.db.superuser(`select 1 from "Recording" where id = $1`, [id])).toEqual([]);
  expect(await all.db.superuser(`select 1 from "Passage" where text like '%quetzal%'`)).toEqual([]);
  expect(await all.ports.blob.get(row?.path ?? "")).toBeNull();
  expect((await messagesOf(general)).find((one) => one.id === messageId)).toMatchObject({
    deletedAt: expect.any(String),
  });
});

test("what was thrown away, or deleted before its sound was put together, is swept with its slices", async () => {
  const [thrown, unsaid, kept] = [await speak(), await speak(), await speak()];
  await deleteRecording(all.ctxOf(all.ana), thrown);
  await send(unsaid);
  const { id: messageId } = await messageOf(unsaid);
  await deleteMessage(all.ctxOf(all.ana), messageId);
  await joinSlices(system(), unsaid);
  await forgetDeleted(system(), messageId);
  clock.advance(2 * MINUTE);
  await sweepVoices(system());
  expect(
    await all.db.superuser(`select id from "Recording" where id = any($1)`, [[thrown, unsaid, kept]]),
  ).toEqual([{ id: kept }]);
  expect(await hears(all.ana, kept)).toBe(true);
});

test("a workspace that goes takes what was said in it along", async () => {
  const left = async () => (await all.db.superuser(`select 1 from "Recording" where kind = 'voice'`)).length;
  expect(await left()).toBeGreaterThan(0);
  await all.db.superuser(`delete from "Workspace" where slug = 'acme'`);
  expect(await left()).toBe(0);
});
