import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import { NO_TRANSCRIPTION } from "@/lib/adapters/transcription/transcription";
import { createWhisper } from "@/lib/adapters/transcription/whisper";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { completeCapture, putSlice } from "@/lib/recordings/capture/commands";
import { createRecording, retryRecording } from "@/lib/recordings/commands";
import { createNote } from "@/lib/recordings/notes/commands";
import { resumeWaiting } from "@/lib/recordings/processing/commands";
import { getReport } from "@/lib/recordings/reports/queries";
import type { CreateRecording, RecordingWholeDto } from "@/lib/recordings/schema";
import { updateSegment } from "@/lib/recordings/transcripts/commands";
import { getTranscript } from "@/lib/recordings/transcripts/queries";
import { describeRecording } from "@/lib/recordings/whole/queries";
import { findReader } from "@/lib/sources/audiences/queries";
import { searchPassages } from "@/lib/sources/queries";
import { type Cast, cast } from "@/tests/support/cast";
import { type JobsWorld, startJobsWorld } from "@/tests/support/jobs";
import { keepFile } from "@/tests/support/library";
import { hearTones, listen, speak } from "@/tests/support/tone-speech";
import { startWhisperWire, type WhisperWire } from "@/tests/support/wire-whisper";
import { recordEnds } from "./ends";
import { followRecording, processRecording } from "./recordings";

let it: Cast;
let world: JobsWorld;
let wire: WhisperWire;

beforeAll(async () => {
  setLogLevel("silent");
  it = await cast();
  it.ports.jobs = {
    send: async (events) => {
      for (const { name, payload, id } of events) await world.send(name, payload, id);
    },
    ping: async () => undefined,
  };
});
beforeEach(async () => {
  wire = await startWhisperWire(hearTones);
  useEngine();
  await startWorld();
});
afterEach(async () => {
  await world.stop();
  await wire.close();
});
afterAll(() => it.db.drop());

/** With the ports as they are now. */
const ana = (): Ctx => it.ctxOf(it.ana);

async function startWorld(): Promise<void> {
  world = await startJobsWorld({
    databaseUrl: it.db.directUrl,
    functions: (client) =>
      [processRecording, followRecording, recordEnds].map((each) =>
        each.bind({ client, ports: async () => it.ports }),
      ),
  });
}

function useEngine(): void {
  it.ports.transcription = createWhisper(
    {
      provider: "compatible",
      model: "tones",
      url: `${wire.baseUrl}/audio/transcriptions`,
      headers: {},
      limits: {
        maxBytes: 25_000_000,
        maxSeconds: null,
        requestsPerMinute: null,
        leastBilledSeconds: 0,
        hourMicros: 360_000,
      },
      allowPrivate: true,
    },
    { breaker: createBreakers().breaker("tones") },
  );
}

async function bring(
  wav: Uint8Array,
  name = "long.wav",
  input: Partial<CreateRecording> = {},
): Promise<string> {
  const file = await keepFile(ana(), name, wav);
  const upload = await it.db.superuser<{ id: string }>(`select id from "Upload" where "fileId" = $1`, [
    file.id,
  ]);
  const { recordingId, status } = await createRecording(ana(), { uploadId: upload[0]?.id ?? "", ...input });
  expect(status).toBe("pending");
  return recordingId;
}

const look = (recordingId: string) => read(ana(), (tx) => describeRecording(tx, recordingId));
const once = (recordingId: string, is: (recording: RecordingWholeDto) => boolean) =>
  vi.waitFor(
    async () => {
      const recording = await look(recordingId);
      if (!is(recording))
        throw new Error(`Waited in vain for the recording: ${recording.stage} ${recording.progress}.`);
      return recording;
    },
    { timeout: 100_000, interval: 50 },
  );
const ended = (recordingId: string) =>
  once(
    recordingId,
    ({ status, stage }) => status === "processed" || (status === "failed" && stage === "reported"),
  );

const wordsOf = ({ transcript }: RecordingWholeDto) => transcript?.split(/\s+/) ?? [];
const counted = (words: number) => Array.from({ length: words }, (_, word) => `w${word}`);

describe("a recording of ten minutes", () => {
  /** A pause of half a second every 20 words, as people make them, and none at all. */
  const calm = speak(640, (word) => (word % 20 === 19 ? 500 : 110));
  const hurried = speak(640, () => 110);
  const firstWord = (audio: Buffer) => listen(audio)[0]?.word;
  const cutsOf = (recordingId: string) =>
    it.db.superuser<{ startMs: number; endMs: number; costMicros: number; hash: string; attempts: number }>(
      `select * from "RecordingPiece" where "recordingId" = $1 order by index`,
      [recordingId],
    );

  test("has every word once; a piece that fails is left for a retry of its own", {
    timeout: 200_000,
  }, async () => {
    wire.answer((heard) =>
      firstWord(heard.audio) === "w0" ? hearTones(heard) : { kind: "status", status: 400 },
    );
    const recordingId = await bring(hurried.wav);
    const failed = await ended(recordingId);
    expect(failed).toMatchObject({ status: "failed", pieces: { total: 2, done: 1, failed: 1 } });
    expect(failed.error).toMatch(/^One piece could not be transcribed/);
    expect(wordsOf(failed).length).toBeGreaterThan(600);

    const sent = wire.heard.length;
    wire.answer(hearTones);
    await retryRecording(ana(), recordingId);
    const done = await once(recordingId, ({ status }) => status === "processed");
    expect(done).toMatchObject({ progress: 100, durationMs: 640_000, error: null, language: null });
    expect(wordsOf(done)).toEqual(counted(hurried.words));
    expect(wire.heard.slice(sent).map(({ audio }) => firstWord(audio))).not.toContain("w0");
    const [first, second] = await cutsOf(recordingId);
    expect((first?.endMs ?? 0) - (second?.startMs ?? 0)).toBe(10_000);
    expect(first).toMatchObject({
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      costMicros: expect.any(Number),
    });
    expect(done.waveform).toHaveLength(1_000);
  });

  test("goes on after its runner was killed, and sends no finished piece again", {
    timeout: 200_000,
  }, async () => {
    wire.answer((heard) => (firstWord(heard.audio) === "w0" ? hearTones(heard) : { kind: "hang" }));
    const recordingId = await bring(calm.wav);
    await once(recordingId, ({ pieces }) => pieces.done === 1);
    await world.stop();
    await wire.close();
    wire = await startWhisperWire(hearTones);
    useEngine();
    await it.db.superuser(`update jobs.item set "dueAt" = now(), lease = null, "leasedUntil" = '-infinity'`);
    await startWorld();
    const done = await once(recordingId, ({ status }) => status === "processed");
    expect(wordsOf(done)).toEqual(counted(calm.words));
    expect(wire.heard.map(({ audio }) => firstWord(audio))).not.toContain("w0");
    const [first, second] = await cutsOf(recordingId);
    expect(second?.startMs).toBe(first?.endMs); // cut in a pause: nothing is sent twice
  });
});

describe("without an engine", () => {
  test("it is kept and waits; its notes are the report; it goes on by itself when an engine comes", async () => {
    it.ports.transcription = NO_TRANSCRIPTION;
    const short = speak(20, () => 150);
    const recordingId = await bring(short.wav, "stand-up.wav");
    await createNote(ana(), recordingId, { atMs: 4_000, text: "We move the launch by one week." });
    await createNote(ana(), recordingId, { atMs: 9_000, text: "" });
    const waiting = await once(
      recordingId,
      ({ waitingFor, hasReport }) => waitingFor === "engine" && hasReport,
    );
    expect(waiting).toMatchObject({
      status: "pending",
      title: "stand-up",
      transcript: null,
      durationMs: 20_000,
    });
    expect(waiting.fileId).not.toBeNull();
    expect(waiting.report).toContain("[0:04] Ana: We move the launch by one week.");
    await createNote(ana(), recordingId, { atMs: 12_000, text: "The printer waits for the date." });
    expect((await look(recordingId)).report).toContain("[0:12] Ana: The printer waits for the date.");
    expect(await resumeWaiting(ana())).toBe(0);

    useEngine();
    const system: Ctx = {
      ...ana(),
      actor: { kind: "system", reason: "test" },
    };
    expect(await resumeWaiting(system)).toBe(1);
    const done = await ended(recordingId);
    expect(wordsOf(done)).toEqual(counted(short.words));
  });
});

test("what an engine invents over silence is hidden, and can be brought back", async () => {
  const short = speak(40, (word) => (word === 30 ? 20_000 : 150));
  wire.answer((heard) => {
    const reply = hearTones(heard);
    if (reply.kind !== "heard") return reply;
    const invented = {
      start: 20,
      end: 24,
      text: "Thanks for watching!",
      no_speech_prob: 0.4,
      avg_logprob: -0.6,
      compression_ratio: 1,
    };
    return { ...reply, segments: [...(reply.segments ?? []), invented] };
  });
  const recordingId = await bring(short.wav);
  const done = await ended(recordingId);
  expect(done.transcript).not.toContain("Thanks");
  const { segments } = await read(ana(), (tx) => getTranscript(tx, recordingId));
  const hidden = segments.find(({ text }) => text.startsWith("Thanks"));
  expect(hidden?.hidden).toBe("near_silence");
  await updateSegment(ana(), { recordingId, segmentId: hidden?.id ?? "" }, { hidden: false });
  expect((await look(recordingId)).transcript).toContain("Thanks for watching!");
  expect(await read(ana(), (tx) => getReport(tx, recordingId))).toMatchObject({ stale: true });
});

test("a capture becomes a recording, also when the recorder began again", async () => {
  wire.answer(() => ({
    kind: "heard",
    segments: [{ start: 0, end: 5, text: "We move the launch by one week." }],
  }));
  const webm = readFileSync(join(import.meta.dirname, "../tests/fixtures/audio/say.webm"));
  const { recordingId, stage } = await createRecording(ana(), {
    capture: true,
    title: "Stand-up",
    consent: true,
  });
  expect(stage).toBe("capturing");
  await putSlice(ana(), recordingId, 0, webm.subarray(0, 5_000));
  await putSlice(ana(), recordingId, 1, webm.subarray(5_000));
  await putSlice(ana(), recordingId, 1, webm.subarray(5_000));
  await putSlice(ana(), recordingId, 3, webm);
  await expect(completeCapture(ana(), recordingId, {})).rejects.toMatchObject({ code: "CONFLICT" });
  await putSlice(ana(), recordingId, 2, webm);
  await completeCapture(ana(), recordingId, { slices: 4 });
  await completeCapture(ana(), recordingId, { slices: 4 });
  const done = await ended(recordingId);
  expect(done).toMatchObject({
    status: "processed",
    slices: [],
    transcript: "We move the launch by one week.",
  });
  expect(Math.abs((done.durationMs ?? 0) - 3 * 5_514)).toBeLessThan(300);
  await expect(putSlice(ana(), recordingId, 4, webm)).rejects.toMatchObject({ code: "CONFLICT" });
});

test("what was said is found to its second, by who may hear it", async () => {
  wire.answer(() => ({
    kind: "heard",
    segments: [
      { start: 2, end: 5, text: "We move the launch because the battery certificate comes on Thursday." },
    ],
  }));
  const recordingId = await bring(speak(10, () => 200).wav, "private.wav", {
    visibility: "private",
    memberIds: [it.ben.memberId],
  });
  await ended(recordingId);
  const foundBy = (who: typeof it.ana) =>
    read(it.ctxOf(who), async (tx) => {
      const readers = await findReader(tx, who.memberId);
      const { passages } = await searchPassages(tx, {
        question: "battery certificate",
        readers,
        questionId: null,
        limit: 5,
      });
      return passages.filter(({ sourceId }) => sourceId === recordingId);
    });
  expect(await foundBy(it.ben)).toMatchObject([
    { sourceType: "recording", title: "private", anchor: { kind: "time", startMs: 2_000, endMs: 5_000 } },
  ]);
  for (const other of [it.mia, it.cleo, it.eve, it.gus]) expect(await foundBy(other)).toEqual([]);
});

test.each([
  ["silence.wav", speak(5, () => 10_000).wav.map((byte, at) => (at < 44 ? byte : 0)), "processed", null],
  [
    "text.mp3",
    Buffer.from("Ana: we move the launch.\n".repeat(99)),
    "failed",
    /no audio that Parley can read/,
  ],
])("%s ends", async (name, bytes, status, error) => {
  const recordingId = await bring(bytes, name);
  const done = await once(
    recordingId,
    (recording) => recording.status === "processed" || recording.status === "failed",
  );
  expect(done.status).toBe(status);
  if (error) expect(done.error).toMatch(error);
});
