import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import { read } from "@/lib/ctx";
import { joinSlices } from "@/lib/recordings/capture/commands";
import { sweepCaptures } from "@/lib/recordings/capture/sweeping/commands";
import { listNotes } from "@/lib/recordings/notes/queries";
import type { RecordingDto } from "@/lib/recordings/schema";
import { describeRecording } from "@/lib/recordings/whole/queries";
import { type Cast, cast } from "@/tests/support/cast";
import { browserOf, serve } from "@/tests/support/http";
import { lossy } from "@/tests/support/lossy";
import { inPage } from "@/tests/support/page";
import type { Transport } from "@/tests/support/person";
import { workOn } from "@/tests/support/recordings";
import { CaptureSender } from "./capture-sender";

const WEBM = readFileSync(join(import.meta.dirname, "../../../tests/fixtures/audio/say.webm"));
const SPOKEN_MS = 5_514;
const SLICES = 10;
const BAD_LINE = { before: 0.1, after: 0.12, late: 0.05, doubled: 0.1, slow: 0 };

let all: Cast;
beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  serve(all.ports);
});
afterAll(() => all.db.drop());

/** What Ana's browser asks, answered by the routes. */
async function line(): Promise<Transport> {
  const browser = await browserOf(all, all.ana);
  return async (path, init) => {
    const { body } = init ?? {};
    const rawBody = body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : String(body ?? "");
    const headers = Object.fromEntries(new Headers(init?.headers));
    const answer = await browser.send(init?.method ?? "GET", path, { headers, rawBody });
    return new Response(answer.text === "" ? null : answer.text, answer);
  };
}

function begin(transport: Transport) {
  const done = Promise.withResolvers<RecordingDto>();
  const about = { title: "Walk", visibility: "private" as const, consent: true };
  const begun = { id: newId(), workspace: "acme", recordingId: null, about, captionsIn: null };
  const sender = inPage(
    transport,
    () =>
      new CaptureSender(
        { ...begun, beganAt: new Date().toISOString(), safeMs: 0, nextSlice: 0, isOver: false },
        {
          onKnown: () => undefined,
          onGivenUp: () => undefined,
          onAnother: () => undefined,
          onWaiting: () => undefined,
          onRefused: (sentence) => done.reject(new Error(sentence)),
          onDone: done.resolve,
        },
      ),
  );
  return { sender, done: done.promise };
}

test("over a line that loses and doubles, every slice and every note arrives once", async () => {
  const bad = lossy(await line(), BAD_LINE, 7);
  const { sender, done } = begin(bad.fetch);
  await inPage(bad.fetch, async () => {
    for (let n = 0; n < SLICES; n++) {
      const [from, to] = [n, n + 1].map((at) => Math.round((at * WEBM.byteLength) / SLICES));
      await sender.addSlice(new Blob([WEBM.subarray(from, to)]), ((n + 1) * SPOKEN_MS) / SLICES);
      const note = { captureId: sender.capture.id, atMs: n * 400, text: `Note ${n}` };
      if (n % 3 === 0) await sender.addNote({ ...note, id: newId() });
    }
    await sender.finish();
  });
  const { recordingId } = await done;
  await bad.arrived();
  expect(bad.counts.before + bad.counts.after + bad.counts.doubled).toBeGreaterThan(3); // the line was bad

  await joinSlices(all.ctxOf(all.ana), recordingId);
  await workOn(all.ctxOf(all.ana), recordingId);
  const whole = await read(all.ctxOf(all.ana), (tx) => describeRecording(tx, recordingId));
  expect(whole).toMatchObject({ title: "Walk", visibility: "private", consentAt: expect.any(String) });
  expect(Math.abs((whole.durationMs ?? 0) - SPOKEN_MS)).toBeLessThan(150);
  const notes = await read(all.ctxOf(all.ana), (tx) => listNotes(tx, recordingId));
  expect(notes.map(({ text }) => text)).toEqual(["Note 0", "Note 3", "Note 6", "Note 9"]);
}, 60_000);

test("a day later, when the server has finished it, all of it becomes another recording", async () => {
  const good = await line();
  const { sender, done } = begin(good);
  const slice = (n: number) => {
    const [from, to] = [n, n + 1].map((at) => Math.round((at * WEBM.byteLength) / SLICES));
    return new Blob([WEBM.subarray(from, to)]);
  };
  await inPage(good, async () => {
    for (let n = 0; n < 5; n++) await sender.addSlice(slice(n), (n * SPOKEN_MS) / SLICES);
    await expect.poll(async () => (await all.db.superuser(`select 1 from "RecordingSlice"`)).length).toBe(5);
  });
  const first = sender.capture.recordingId ?? "";
  await all.db.superuser(`update "RecordingSlice" set "createdAt" = "createdAt" - interval '25 hours'`);
  await all.db.superuser(`update "Recording" set "createdAt" = "createdAt" - interval '25 hours'`);
  const system = { ...all.ctxOf(all.ana), actor: { kind: "system" as const, reason: "test" } };
  expect(await sweepCaptures(system)).toBe(1);
  await joinSlices(system, first);
  await workOn(system, first);
  await inPage(good, async () => {
    for (let n = 5; n < SLICES; n++) await sender.addSlice(slice(n), (n * SPOKEN_MS) / SLICES);
    await sender.finish();
  });
  const { recordingId, title, recordedAt } = await done;
  expect([recordingId === first, title, recordedAt]).toEqual([
    false,
    "Walk (all of it)",
    sender.capture.beganAt,
  ]);
  await joinSlices(system, recordingId);
  await workOn(system, recordingId);
  const whole = await read(all.ctxOf(all.ana), (tx) => describeRecording(tx, recordingId));
  expect(Math.abs((whole.durationMs ?? 0) - SPOKEN_MS)).toBeLessThan(150);
}, 60_000);

test("a first attempt that the server is still at is waited for", async () => {
  const good = await line();
  let asked = 0;
  const busy: Transport = async (path, init) => {
    asked += 1;
    return asked === 1
      ? Response.json({ code: "CONFLICT", detail: "Still running." }, { status: 409 })
      : good(path, init);
  };
  const { sender, done } = begin(busy);
  await inPage(busy, async () => {
    await sender.addSlice(new Blob([WEBM]), SPOKEN_MS);
    await sender.finish();
  });
  expect(await done).toMatchObject({ stage: "received" });
});

test("what the server refuses is said in its own sentence", async () => {
  const good = await line();
  const { sender, done } = begin(good);
  sender.capture = { ...sender.capture, recordingId: newId() };
  await inPage(good, () => sender.addSlice(new Blob([WEBM]), SPOKEN_MS));
  await expect(done).rejects.toThrow(/recording/);
});
