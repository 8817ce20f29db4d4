import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY, MINUTE, manualClock } from "@/lib/core/clock";
import { type Ctx, read } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { workOn } from "@/tests/support/recordings";
import { createRecording, deleteRecording } from "../../commands";
import { createNote } from "../../notes/commands";
import { listNotes } from "../../notes/queries";
import { deleteSound, eraseSound } from "../../sound/commands";
import { describeRecording } from "../../whole/queries";
import { completeCapture, joinSlices, putSlice } from "../commands";
import { forgetLeftSlices, sweepCaptures } from "../sweeping/commands";

const SPOKEN_MS = 5_514;
/** Its first cluster ends there: until then it is sound by itself. */
const PART_BYTES = 11_540;
const SLICES = 6;
const clock = manualClock(new Date("2026-03-01T09:00:00Z"));
/** Whatever was put into the store and is there. */
const paths = new Set<string>();

let all: Cast;
let sound: Uint8Array;
beforeAll(async () => {
  all = await cast({ clock });
  sound = new Uint8Array(await readFile(path.resolve("tests/fixtures/audio/say.webm")));
});
afterAll(() => all.db.drop());

function ctx(by: CastMember): Ctx {
  return watched(all.ctxOf(by));
}
const system = (): Ctx => ({ ...ctx(all.ana), actor: { kind: "system", reason: "test" } });

function watched(own: Ctx): Ctx {
  const { blob } = own;
  const put: typeof blob.put = async (at, ...rest) => {
    paths.add(at);
    return blob.put(at, ...rest);
  };
  const erase = async (gone: string[]) => {
    for (const at of gone) paths.delete(at);
    await blob.delete(gone);
  };
  return { ...own, blob: { ...blob, put, delete: erase } };
}

const begin = async (continues?: string, by = all.ana) =>
  (await createRecording(ctx(by), { capture: true, title: "Walk", ...(continues ? { continues } : {}) }))
    .recordingId;
async function send(recordingId: string, from: number, to: number, by = all.ana) {
  for (let n = from; n < to; n++) {
    const [start, end] = [n, n + 1].map(placeOf);
    await putSlice(ctx(by), recordingId, n, sound.subarray(start, end));
  }
}
function placeOf(slice: number): number {
  const rest = sound.byteLength - PART_BYTES;
  return Math.round(slice <= 3 ? (slice * PART_BYTES) / 3 : PART_BYTES + ((slice - 3) * rest) / 3);
}
async function put(recordingId: string) {
  await joinSlices(system(), recordingId);
  await workOn(ctx(all.ana), recordingId);
  return read(ctx(all.ana), (tx) => describeRecording(tx, recordingId));
}
async function leave(): Promise<string> {
  const id = await begin();
  await send(id, 0, 3);
  await createNote(ctx(all.ana), id, { atMs: 500, text: "Ask for the key." });
  clock.advance(DAY + MINUTE);
  expect(await sweepCaptures(system())).toBeGreaterThan(0);
  return id;
}

test("who comes back after it was finished without them has all of it as one, and what was made of the first part stays", async () => {
  const first = await leave();
  await expect(begin(first), "it is being put together").rejects.toMatchObject({ code: "UNAVAILABLE" });
  const part = await put(first);
  expect(part.durationMs).toBeLessThan(SPOKEN_MS - 300);
  await expect(send(first, 3, 4)).rejects.toMatchObject({ code: "CONFLICT" });

  const whole = await begin(first);
  await send(whole, 3, SLICES);
  await completeCapture(ctx(all.ana), whole, { slices: SLICES });
  expect(Math.abs(((await put(whole)).durationMs ?? 0) - SPOKEN_MS)).toBeLessThan(150);
  for (const id of [first, whole]) {
    const [note, ...others] = await read(ctx(all.ana), (tx) => listNotes(tx, id));
    expect([note?.text, others]).toEqual(["Ask for the key.", []]);
  }
  const still = await read(ctx(all.ana), (tx) => describeRecording(tx, first));
  expect(still).toMatchObject({ fileId: part.fileId, durationMs: part.durationMs });
  await expect(begin(first), "its slices went").rejects.toMatchObject({ code: "GONE" });
  expect(paths.size).toBe(2);
  paths.clear();
});

test("also where somebody finished it from elsewhere, and where nothing of it had come", async () => {
  const elsewhere = await begin();
  await send(elsewhere, 0, 3);
  await completeCapture(ctx(all.ana), elsewhere, {});
  await put(elsewhere);
  const whole = await begin(elsewhere);
  await send(whole, 3, 4);

  const empty = await begin();
  clock.advance(DAY + MINUTE);
  await sweepCaptures(system());
  await expect(send(empty, 0, 1)).rejects.toMatchObject({ code: "CONFLICT" });
  await send(await begin(empty), 0, 1);
});

test("it goes on for its recorder alone, not once it was deleted or its sound was, and only as a capture", async () => {
  const left = await leave();
  await put(left);
  for (const [person, code] of [
    [all.ben, "FORBIDDEN"],
    [all.mia, "FORBIDDEN"],
    [all.gus, "NOT_FOUND"],
  ] as const)
    await expect(begin(left, person)).rejects.toMatchObject({ code });
  const input = { transcript: "Ana: Hello.", continues: left };
  await expect(createRecording(ctx(all.ana), input)).rejects.toMatchObject({ code: "INVALID" });
  await deleteSound(ctx(all.ana), left);
  await eraseSound(system(), left);
  await expect(begin(left)).rejects.toMatchObject({ code: "GONE" });

  const gone = await begin();
  await send(gone, 0, 1);
  await deleteRecording(ctx(all.ana), gone);
  await expect(send(gone, 1, 2)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(begin(gone)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("after thirty days its pieces go, and its sound stays", async () => {
  const left = await leave();
  const { fileId } = await put(left);
  await forgetLeftSlices(system());
  const before = paths.size;
  clock.advance(31 * DAY);
  await forgetLeftSlices(system());
  expect(paths.size).toBeLessThanOrEqual(before - 3);
  await expect(begin(left)).rejects.toMatchObject({ code: "GONE" });
  expect((await read(ctx(all.ana), (tx) => describeRecording(tx, left))).fileId).toBe(fileId);
});

test("a crash while it is put together leaves nothing behind once that was done", async () => {
  const id = await begin();
  await send(id, 0, SLICES);
  await completeCapture(ctx(all.ana), id, { slices: SLICES });
  paths.clear();
  const own = system();
  const dies: Ctx["blob"]["put"] = async (...args) => {
    await own.blob.put(...args);
    throw new Error("The worker was killed.");
  };
  await expect(joinSlices({ ...own, blob: { ...own.blob, put: dies } }, id)).rejects.toThrow("killed");
  expect(paths.size).toBe(1);
  const [left] = paths;
  expect((await put(id)).fileId).not.toBeNull();
  expect([paths.size, paths.has(left ?? "")]).toEqual([1, false]);
});

test("when it was recorded is what its recorder says, unless that is still to come", async () => {
  const made = (recordedAt: string) => createRecording(ctx(all.ana), { capture: true, recordedAt });
  const earlier = new Date(clock.now().getTime() - 3 * DAY).toISOString();
  expect((await made(earlier)).recordedAt).toBe(earlier);
  const late = await made("2099-01-01T00:00:00Z");
  expect(late.recordedAt).toBe(late.createdAt);
});
