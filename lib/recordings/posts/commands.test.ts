import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addParticipant } from "@/lib/conversations/participants/commands";
import { newId } from "@/lib/core/ids";
import { type Ctx, read } from "@/lib/ctx";
import { editMessage, sendMessage } from "@/lib/messages/commands";
import { readPost } from "@/lib/messages/posts/rules";
import { getMessageDto } from "@/lib/messages/queries";
import { catchUpIndex, indexMessage } from "@/lib/sources/commands";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { topics } from "@/tests/support/ports";
import { workOn } from "@/tests/support/recordings";
import { createRecording, deleteRecording, updateRecording } from "../commands";
import { getReport } from "../reports/queries";
import type { CreateRecording } from "../schema";
import { createTemplate } from "../templates/commands";
import { updateSegment } from "../transcripts/commands";
import { getTranscript } from "../transcripts/queries";
import { postReport } from "./commands";
import { getHearing } from "./queries";

const TRANSCRIPT = `[0:00] Ana: Good morning. The Heron has a problem.
[0:10] Ben: We move the launch by one week because the battery certificate comes on Thursday.
[0:20] Ben: I will call the laboratory by Friday.
[0:30] Ana: Who tells the shops about the new date?`;

let all: Cast;
let stage: Stage;
beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
});
beforeEach(async () => {
  await all.recorded.settled();
  all.recorded.clear();
});
afterAll(() => all.db.drop());

const ctx = (person: CastMember): Ctx => all.ctxOf(person);

async function keep(input: Partial<CreateRecording> = {}, by = all.ana) {
  const { recordingId } = await createRecording(ctx(by), {
    transcript: TRANSCRIPT,
    title: "Stand-up",
    ...input,
  });
  await workOn(ctx(by), recordingId);
  const report = await read(ctx(by), (tx) => getReport(tx, recordingId));
  const lines = report.sections.flatMap((section) => section.lines);
  return {
    recordingId,
    lineIds: [...new Map(lines.map(({ id, quote }) => [quote, id])).values()].slice(0, 3),
  };
}

const post = (
  by: CastMember,
  conversationId: string,
  { recordingId, lineIds }: { recordingId: string; lineIds: string[] },
  clientId = newId(),
) => postReport(ctx(by), recordingId, { conversationId, clientId, lineIds });
const seen = (by: CastMember, id: string) => read(ctx(by), (tx) => getMessageDto(tx, id));
const hearing = (by: CastMember, recordingId: string, conversationId: string) =>
  read(ctx(by), (tx) => getHearing(tx, recordingId, conversationId));

describe("lines of a report in a conversation", () => {
  test("stand there by who posted them, each citing its second, once however often they are sent", async () => {
    const launch = await stage.channel(all.ana, "launch", "public", [all.ben]);
    const kept = await keep();
    const clientId = newId();
    const { message, created } = await post(all.ben, launch, kept, clientId);
    expect(created).toBe(true);
    expect(message).toMatchObject({ type: "report", role: "user", author: { name: "Ben" }, mentions: [] });
    expect(message.citations).toHaveLength(3);
    expect(message.body.split("\n")).toHaveLength(4);
    for (const { quote, anchor, sourceType } of message.citations) {
      expect(TRANSCRIPT).toContain(quote);
      expect([sourceType, anchor.kind]).toEqual(["recording", "time"]);
    }
    expect(await seen(all.cleo, message.id)).toEqual(message);
    await all.recorded.settled();
    const heard = all.recorded.heardOn(topics.conversation(launch));
    expect(heard.map(({ name }) => name)).toContain("message.created");

    const again = await post(all.ben, launch, kept, clientId);
    expect([again.created, again.message.id]).toEqual([false, message.id]);
    await expect(
      post(all.ben, launch, { ...kept, lineIds: kept.lineIds.slice(1) }, clientId),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    const reply = { conversationId: launch, clientId: newId(), parentId: message.id, body: "> line\n\nWhy?" };
    expect((await sendMessage(ctx(all.ana), reply)).message.parentId).toBe(message.id);
  });

  test("stand under the names of their sections where the workspace has given one", async () => {
    const launch = await stage.channel(all.ana, "named", "public", []);
    const { id: templateId } = await createTemplate(ctx(all.ana), {
      name: "Launch",
      sections: [
        { kind: "custom", title: "Why it moves", about: "Why the launch moves, the battery certificate" },
        { kind: "action_items" },
      ],
    });
    const { recordingId } = await keep({ templateId });
    const { sections } = await read(ctx(all.ana), (tx) => getReport(tx, recordingId));
    const lineIds = sections.flatMap(({ lines }) => lines.slice(0, 1).map(({ id }) => id));
    expect(lineIds).toHaveLength(2);
    const { message } = await post(all.ana, launch, { recordingId, lineIds });
    expect(readPost(message.body).map(({ section }) => section)).toEqual(["Why it moves", "Action items"]);
    expect(message.body.split("\n")[1]).toBe("**Why it moves**");
  });

  test("are rewritten by nobody, and found only where they were said", async () => {
    const launch = await stage.channel(all.ana, "found", "public", [all.ben]);
    const { message } = await post(all.ana, launch, await keep());
    await expect(editMessage(ctx(all.ana), message.id, "Ben said nothing")).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await catchUpIndex(ctx(all.ana));
    await indexMessage(ctx(all.ana), message.id);
    expect(await all.db.superuser(`select 1 from "Passage" where id = $1`, [message.id])).toEqual([]);
  });

  test("must be there as they were: not corrected, not of another report", async () => {
    const launch = await stage.channel(all.ana, "corrected", "public", []);
    const [kept, other] = [await keep(), await keep()];
    for (const lineIds of [[newId()], [...kept.lineIds, ...other.lineIds.slice(0, 1)]])
      await expect(post(all.ana, launch, { ...kept, lineIds })).rejects.toMatchObject({
        code: "INVALID",
        details: { errors: [{ path: "lineIds" }] },
      });
    const { segments } = await read(ctx(all.ana), (tx) => getTranscript(tx, kept.recordingId));
    for (const { id, text } of segments) {
      const place = { recordingId: kept.recordingId, segmentId: id };
      await updateSegment(ctx(all.ana), place, { text: text.replaceAll("e", "3") });
    }
    await expect(post(all.ana, launch, kept)).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("only where every reader may hear the recording", () => {
  test("else it says who could not, and posts nothing", async () => {
    const open = await stage.channel(all.ana, "with-eve", "public", [all.eve]);
    const kept = await keep();
    expect(await hearing(all.ana, kept.recordingId, open)).toEqual({
      missing: [{ memberId: all.eve.memberId, name: "Eve" }],
      missingCount: 1,
    });
    await expect(post(all.ana, open, kept)).rejects.toMatchObject({
      code: "CONFLICT",
      details: { extra: { missing: ["Eve"] } },
    });

    const own = await keep({ visibility: "private", memberIds: [all.ben.memberId] });
    const [few, everybody] = [
      await stage.channel(all.ana, "few", "private", [all.ben, all.mia]),
      await stage.channel(all.ana, "everybody", "public", []),
    ];
    expect((await hearing(all.ana, own.recordingId, few)).missing.map(({ name }) => name)).toEqual(["Mia"]);
    const { missing } = await hearing(all.ana, own.recordingId, everybody);
    expect(missing.map(({ name }) => name)).toEqual(["Cleo", "Dev", "Mia"]);
    const two = await stage.direct(all.ana, all.ben);
    expect((await post(all.ana, two, own)).created).toBe(true);

    // Given to the conversation, as who manages it may, it is posted.
    await updateRecording(ctx(all.ana), own.recordingId, { visibility: "conversation", conversationId: few });
    expect(await hearing(all.ana, own.recordingId, few)).toEqual({ missing: [], missingCount: 0 });
    expect((await post(all.mia, few, own)).created).toBe(true);
  });

  test("and later nothing of it is left for who comes without being let in, or once it is deleted", async () => {
    const board = await stage.channel(all.ana, "board", "private", [all.ben]);
    const kept = await keep({ visibility: "private", memberIds: [all.ben.memberId] });
    const { message } = await post(all.ana, board, kept);
    await addParticipant(ctx(all.ana), board, { memberId: all.cleo.memberId, role: "member" });
    for (const person of [all.cleo, all.ana])
      expect(await seen(person, message.id)).toMatchObject({ type: "report", body: "", citations: [] });

    const launch = await stage.channel(all.ana, "deleted", "public", []);
    const open = await keep();
    const posted = await post(all.ana, launch, open);
    await deleteRecording(ctx(all.ana), open.recordingId);
    expect(await seen(all.ana, posted.message.id)).toMatchObject({ body: "", citations: [] });
  });

  test("by members who may hear it and write there: no guest, no stranger, nobody from outside", async () => {
    const board = await stage.channel(all.ana, "inner", "private", [all.ben, all.eve]);
    const kept = await keep({ visibility: "conversation", conversationId: board });
    await expect(post(all.eve, board, kept)).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const person of [all.cleo, all.gus])
      await expect(post(person, board, kept)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const open = await keep();
    await expect(post(all.cleo, board, open)).rejects.toMatchObject({
      code: "INVALID",
      details: { errors: [{ path: "conversationId" }] },
    });
    const launch = await stage.channel(all.ana, "looked-at", "public", []);
    await expect(post(all.cleo, launch, open)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
