import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { findReader } from "@/lib/sources/audiences/queries";
import { searchPassages } from "@/lib/sources/queries";
import { updateWorkspace } from "@/lib/workspaces/commands";
import { type Cast, cast } from "@/tests/support/cast";
import { completeCapture, putSlice } from "../capture/commands";
import { createRecording, importTranscript } from "../commands";
import { indexRecording } from "../processing/commands";
import { putHeard, updateSegment } from "../transcripts/commands";
import { getTranscript } from "../transcripts/queries";
import { putCaption } from "./commands";

let all: Cast;
beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
});
afterAll(() => all.db.drop());

const ana = (): Ctx => all.ctxOf(all.ana);

/** A capture of Ana's with three captions, ten seconds each. */
async function captioned() {
  const { recordingId } = await createRecording(ana(), { capture: true, title: "Walk" });
  const said = ["We move the launch.", "The battery certificate comes on Thursday.", "Ben calls the shops."];
  const lines = said.map((text, at) => ({
    captionId: newId(),
    input: { startMs: at * 10_000, endMs: at * 10_000 + 8_000, text },
  }));
  for (const { captionId, input } of lines) await putCaption(ana(), { recordingId, captionId }, input);
  return { recordingId, ids: lines.map(({ captionId }) => captionId), lines };
}

const segmentsOf = async (recordingId: string) =>
  (await read(ana(), (tx) => getTranscript(tx, recordingId))).segments;
const shownOf = async (recordingId: string) =>
  (await segmentsOf(recordingId)).flatMap(({ text, hidden }) => (hidden === null ? [text] : []));
const heard = (startMs: number, text: string) => ({
  startMs,
  endMs: startMs + 8_000,
  text,
  noSpeech: null,
  logProbability: null,
  compression: null,
  words: [],
  hidden: null,
});

test("captions are provisional lines with their seconds, kept once, and found like others", async () => {
  const { recordingId, lines } = await captioned();
  const [first] = lines;
  if (first) await putCaption(ana(), { recordingId, captionId: first.captionId }, first.input);
  expect(
    (await segmentsOf(recordingId)).map(({ startMs, endMs, origin }) => [startMs, endMs, origin]),
  ).toEqual([
    [0, 8_000, "device"],
    [10_000, 18_000, "device"],
    [20_000, 28_000, "device"],
  ]);
  await indexRecording({ ...ana(), actor: { kind: "system", reason: "test" } }, recordingId);
  const { passages } = await read(ana(), async (tx) => {
    const readers = await findReader(tx, all.ana.memberId);
    return searchPassages(tx, { question: "battery certificate", readers, questionId: null, limit: 5 });
  });
  expect(passages).toContainEqual(expect.objectContaining({ sourceId: recordingId }));
});

test("nobody else writes them, nobody does where the workspace does not want them, and none come after the end", async () => {
  const { recordingId } = await captioned();
  const put = (ctx: Ctx, captionId = newId()) =>
    putCaption(ctx, { recordingId, captionId }, { startMs: 0, endMs: 1, text: "Hello" });
  await expect(put(all.ctxOf(all.ben))).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(put(all.ctxOf(all.gus))).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(put(ana(), (await captioned()).ids[0])).rejects.toMatchObject({ code: "CONFLICT" });

  await updateWorkspace(ana(), { liveCaptions: false });
  await expect(put(ana())).rejects.toMatchObject({ code: "FORBIDDEN" });
  await updateWorkspace(ana(), { liveCaptions: true });
  await putSlice(ana(), recordingId, 0, Uint8Array.of(1, 2, 3));
  await completeCapture(ana(), recordingId, { slices: 1 });
  await expect(put(ana())).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await shownOf(recordingId)).toHaveLength(3);
});

test("an engine takes their place where it heard the sound: they stay to be restored, and what was corrected stays", async () => {
  const { recordingId, ids } = await captioned();
  await updateSegment(
    ana(),
    { recordingId, segmentId: ids[1] ?? "" },
    { text: "The certificate comes on Friday." },
  );
  const hear = () =>
    transaction(ana(), (tx) =>
      putHeard(
        tx,
        recordingId,
        [heard(0, "We are moving the launch."), heard(10_000, "It comes on Thursday.")],
        [{ startMs: 0, endMs: 20_000 }], // the piece after it failed
      ),
    );
  await hear();
  await hear();
  expect(await shownOf(recordingId)).toEqual([
    "We are moving the launch.",
    "The certificate comes on Friday.",
    "Ben calls the shops.",
  ]);
  expect((await segmentsOf(recordingId)).find(({ id }) => id === ids[0])).toMatchObject({
    text: "We move the launch.",
    hidden: "provisional",
  });
  await updateSegment(ana(), { recordingId, segmentId: ids[0] ?? "" }, { hidden: false });
  expect(await shownOf(recordingId)).toContain("We move the launch.");
});

test("a transcript from elsewhere takes their place too", async () => {
  const { recordingId } = await captioned();
  await importTranscript(ana(), recordingId, "[0:00] Ana: All of it.");
  expect(await shownOf(recordingId)).toEqual(["All of it."]);
  expect((await segmentsOf(recordingId)).filter(({ hidden }) => hidden === "provisional")).toHaveLength(3);
});
