import { afterAll, beforeAll, expect, test } from "vitest";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { findReader } from "@/lib/sources/audiences/queries";
import { followAudience } from "@/lib/sources/passages/commands";
import { searchPassages } from "@/lib/sources/queries";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { interruptedBefore } from "@/tests/support/interleaving";
import { createRecording, updateRecording } from "../commands";
import { indexRecording } from "./commands";

let all: Cast;
beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
});
afterAll(() => all.db.drop());

const foundBy = (person: CastMember, recordingId: string) =>
  read(all.ctxOf(person), async (tx) => {
    const readers = await findReader(tx, person.memberId);
    const asked = { question: "laminated propeller", readers, questionId: null, limit: 100 };
    return (await searchPassages(tx, asked)).passages.filter(({ sourceId }) => sourceId === recordingId);
  });

test("listeners who go at any moment of the indexing find nothing once it is done", async () => {
  const system: Ctx = { ...all.ctxOf(all.ana), actor: { kind: "system", reason: "test" } };
  for (let moment = 0, isOver = false; !isOver; moment++) {
    const transcript = "[0:00] Ana: The laminated propeller came back from the laboratory.";
    const { recordingId } = await createRecording(all.ctxOf(all.ana), { transcript, title: `${moment}` });
    const narrow = () => updateRecording(all.ctxOf(all.ana), recordingId, { visibility: "private" });
    const interrupted = interruptedBefore(system, moment, narrow);
    await indexRecording(interrupted.ctx, recordingId);
    isOver = !interrupted.wasInterrupted();
    if (isOver) await narrow();
    await followAudience(system, { type: "recording", subjectId: recordingId });
    expect(await foundBy(all.mia, recordingId), `moment ${moment}`).toEqual([]);
    expect(await foundBy(all.ana, recordingId), `moment ${moment}`).toHaveLength(1);
  }
});
