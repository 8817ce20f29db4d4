import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY, manualClock } from "@/lib/core/clock";
import type { Ctx } from "@/lib/ctx";
import { type Cast, cast } from "@/tests/support/cast";
import { workOn } from "@/tests/support/recordings";
import { createRecording, deleteRecording, importTranscript, restoreRecording } from "../commands";
import { purgeRecordings } from "./commands";

const SOUND = readFileSync(join(import.meta.dirname, "../../../tests/fixtures/audio/say.opus"));
const TRANSCRIPT = "[0:00] Ana: The battery certificate comes on Thursday.";

let all: Cast;
const clock = manualClock(new Date("2026-03-02T09:00:00Z"));
beforeAll(async () => {
  all = await cast({ clock });
});
afterAll(() => all.db.drop());

/** With a sound, a transcript and a report, deleted. */
async function makeDeleted(): Promise<string> {
  const ana = all.ctxOf(all.ana);
  const { recordingId } = await createRecording(
    ana,
    { title: "Stand-up" },
    { name: "say.opus", bytes: SOUND },
  );
  await importTranscript(ana, recordingId, TRANSCRIPT);
  await workOn(ana, recordingId);
  await deleteRecording(ana, recordingId);
  return recordingId;
}

test("thirty days after its deletion nothing of a recording is left, and what was brought back stays", async () => {
  const system: Ctx = { ...all.ctxOf(all.ana), actor: { kind: "system", reason: "purge" } };
  const [gone, back] = [await makeDeleted(), await makeDeleted()];
  const files = await all.db.superuser<{ id: string; blobPath: string }>(
    'select f.id, "blobPath" from "File" f join "Recording" r on r."fileId" = f.id where r.id = $1',
    [gone],
  );
  expect(files).toHaveLength(1);
  await restoreRecording(all.ctxOf(all.ana), back);
  clock.advance(29 * DAY);
  expect(await purgeRecordings(system)).toBe(0);
  clock.advance(2 * DAY);
  expect(await purgeRecordings(system)).toBe(1);
  expect(await purgeRecordings(system)).toBe(0);

  const left = (table: string, column: string) =>
    all.db.superuser(`select 1 from ${table} where "${column}" = $1`, [gone]);
  for (const table of ['"TranscriptSegment"', '"RecordingReport"'])
    expect(await left(table, "recordingId")).toEqual([]);
  expect(await left('"Recording"', "id")).toEqual([]);
  expect(await left('"Source"', "subjectId")).toEqual([]);
  for (const { id, blobPath } of files) {
    expect(await all.db.superuser('select 1 from "File" where id = $1', [id])).toEqual([]);
    expect(await all.recorded.blob.head(blobPath)).toBeNull();
  }
  expect(
    await all.db.superuser('select 1 from "TranscriptSegment" where "recordingId" = $1', [back]),
  ).not.toEqual([]);
});
