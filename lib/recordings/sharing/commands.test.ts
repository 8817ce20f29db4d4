import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DAY, manualClock } from "@/lib/core/clock";
import { newToken } from "@/lib/core/tokens";
import { type Ctx, type IdentityCtx, read } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { workOn } from "@/tests/support/recordings";
import { speak } from "@/tests/support/tone-speech";
import { createRecording, deleteRecording, importTranscript, restoreRecording } from "../commands";
import { deleteSound } from "../sound/commands";
import { updateSegment } from "../transcripts/commands";
import { getTranscript } from "../transcripts/queries";
import { createShareLink, revokeShareLink } from "./commands";
import { hearShared, noteOpening, viewShared } from "./opening/commands";
import { listShareLinks } from "./queries";
import type { CreateShareLink } from "./schema";

const TRANSCRIPT = `[0:00] Ana: Good morning. The Heron has a problem.
[0:05] Ben: We move the launch by one week because the battery certificate comes on Thursday.
[0:09] Ana: Who tells the shops about the new date?
[0:11] Ben: Nobody but us may know that the ledger is lost.`;
/** Said, and in no line of the report. */
const UNREPORTED = "Good morning";

let all: Cast;
const clock = manualClock(new Date("2026-03-02T09:00:00Z"));
beforeAll(async () => {
  all = await cast({ clock });
});
beforeEach(async () => {
  await all.db.superuser(`delete from "RateHit"`);
});
afterAll(() => all.db.drop());

const ctx = (person: CastMember): Ctx => all.ctxOf(person);
const visitor = (): IdentityCtx => ({
  ...all.ports,
  userId: null,
  requestId: "visitor-1",
  client: { ip: "192.0.2.7", network: "192.0.2", userAgent: null },
  later: () => undefined,
});

const RECORDED = "2026-01-31T09:30:00.000Z";

/** With twelve seconds of sound, a file's name that says too much, and a report. */
async function keep(by = all.ana): Promise<string> {
  const { wav } = speak(12, () => 300);
  const sent = { name: "Layoffs, board only.wav", bytes: wav };
  const { recordingId } = await createRecording(ctx(by), { title: "Stand-up", recordedAt: RECORDED }, sent);
  await workOn(ctx(by), recordingId);
  await importTranscript(ctx(by), recordingId, TRANSCRIPT);
  await workOn(ctx(by), recordingId);
  return recordingId;
}

async function share(recordingId: string, input: Partial<CreateShareLink> = {}, by = all.ana) {
  const chosen = { sound: false, transcript: false, expiresInDays: 7, ...input };
  const { link, url } = await createShareLink(ctx(by), recordingId, chosen);
  return { id: link.id, url, token: url.split("/").at(-1) ?? "" };
}

const ENDED = { code: "NOT_FOUND", message: "This link has ended or never was." };
const view = (token: string) => viewShared(visitor(), token);
const hear = (token: string, range: string | null = null) =>
  hearShared(visitor(), token, { range, ifNoneMatch: null });

async function expectEnded(token: string): Promise<void> {
  await expect(view(token)).rejects.toMatchObject(ENDED);
  await expect(hear(token)).rejects.toMatchObject(ENDED);
  await expect(noteOpening(visitor(), token)).rejects.toMatchObject(ENDED);
}

describe("a link gives what was chosen and nothing more", () => {
  test("the report alone: no word beyond its lines, no sound, no id, no name of a file", async () => {
    const id = await keep();
    const { token } = await share(id);
    const shared = await view(token);
    expect(shared.recordedAt).toBe(RECORDED);
    expect(shared).toMatchObject({
      title: "Stand-up",
      workspace: "Acme",
      sharedBy: "Ana",
      sound: "kept back",
      peaks: [],
      transcript: null,
    });
    expect(shared.sections.flatMap(({ lines }) => lines).length).toBeGreaterThan(0);
    const text = JSON.stringify(shared);
    expect(text).not.toContain(UNREPORTED);
    expect(text).not.toContain("Layoffs");
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    await expect(hear(token)).rejects.toMatchObject(ENDED);
  });

  test("a corrected line says that it was, and not what is said there now", async () => {
    const id = await keep();
    const { token } = await share(id);
    const { segments } = await read(ctx(all.ana), (tx) => getTranscript(tx, id));
    const moved = segments.find(({ text }) => text.includes("one week"));
    const place = { recordingId: id, segmentId: moved?.id ?? "" };
    const text = moved?.text.replace("one week", "two confidential weeks") ?? "";
    await updateSegment(ctx(all.ana), place, { text });
    const shared = await view(token);
    expect(shared.sections.flatMap(({ lines }) => lines).some(({ stale }) => stale)).toBe(true);
    expect(JSON.stringify(shared)).not.toContain("confidential");
  });

  test("with the transcript all that is shown of it, and nothing that was taken out", async () => {
    const id = await keep();
    const { token } = await share(id, { transcript: true });
    const { segments } = await read(ctx(all.ana), (tx) => getTranscript(tx, id));
    const lost = segments.find(({ text }) => text.includes("ledger"));
    expect(JSON.stringify(await view(token))).toContain("ledger");
    await updateSegment(ctx(all.ana), { recordingId: id, segmentId: lost?.id ?? "" }, { hidden: true });
    const shared = await view(token);
    expect(shared.transcript?.[0]).toEqual({
      startMs: 0,
      speaker: "Ana",
      text: "Good morning. The Heron has a problem.",
    });
    expect(JSON.stringify(shared.transcript)).not.toContain("ledger");
    await expect(hear(token)).rejects.toMatchObject(ENDED);
  });

  test("with the sound its bytes by range, under the recording's name, and none of the transcript", async () => {
    const id = await keep();
    const { token } = await share(id, { sound: true });
    const shared = await view(token);
    expect(shared).toMatchObject({ sound: "shared", transcript: null });
    expect(shared.peaks.length).toBeGreaterThan(0);
    const part = await hear(token, "bytes=4-11");
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toMatch(/^bytes 4-11\/\d+$/);
    expect((await part.arrayBuffer()).byteLength).toBe(8);
    expect(part.headers.get("content-disposition")).toContain("Stand-up");
    expect(part.headers.get("content-disposition")).not.toContain("Layoffs");
    expect((await hear(token, "bytes=999999999-")).status).toBe(416);

    await deleteSound(ctx(all.ana), id);
    expect(await view(token)).toMatchObject({ sound: "gone", peaks: [] });
    await expect(hear(token)).rejects.toMatchObject(ENDED);
  });

  test("of one recording: a link knows no other, of here or elsewhere", async () => {
    const [mine, other] = [await keep(), await keep(all.ben)];
    const { id, token } = await share(mine);
    await expect(revokeShareLink(ctx(all.ben), other, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(revokeShareLink(ctx(all.gus), mine, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const theirs = await keep(all.gus);
    const globex = await share(theirs, { transcript: true }, all.gus);
    expect(await view(globex.token)).toMatchObject({ workspace: "Globex", sharedBy: "Gus" });
    expect(await view(token)).toMatchObject({ workspace: "Acme" });
  });
});

describe("a link ends", () => {
  test("when its time is over, to the second", async () => {
    const { token } = await share(await keep(), { expiresInDays: 1, sound: true });
    clock.advance(DAY - 1_000);
    expect(await view(token)).toMatchObject({ title: "Stand-up" });
    clock.advance(1_000);
    await expectEnded(token);
  });

  test("when it is withdrawn, at once and for good, and one that never was answers alike", async () => {
    const id = await keep();
    const { id: linkId, token } = await share(id, { sound: true });
    await revokeShareLink(ctx(all.ben), id, linkId);
    await expectEnded(token);
    await expect(revokeShareLink(ctx(all.ana), id, linkId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const never of [newToken(), "x", "x".repeat(200), token.toLowerCase(), linkId])
      await expectEnded(never);
  });

  test("while its recording is deleted, and when its workspace or its maker goes", async () => {
    const id = await keep(all.mia);
    const { token } = await share(id, { sound: true }, all.mia);
    await deleteRecording(ctx(all.mia), id);
    await expectEnded(token);
    await restoreRecording(ctx(all.mia), id);
    expect(await view(token)).toMatchObject({ title: "Stand-up" });

    const setMember = (change: string) =>
      all.db.superuser(`update "Member" set ${change} where id = $1`, [all.mia.memberId]);
    await setMember(`status = 'deactivated'`);
    await expectEnded(token);
    await setMember(`status = 'active', role = 'guest'`);
    await expectEnded(token);
    await setMember(`role = 'member'`);
    expect(await view(token)).toMatchObject({ title: "Stand-up" });

    await all.db.superuser(`update "Workspace" set "deletedAt" = now() where slug = 'acme'`);
    await expectEnded(token);
    await all.db.superuser(`update "Workspace" set "deletedAt" = null where slug = 'acme'`);
  });
});

test("whoever manages the recording shares it and sees its links; members, guests and strangers do not", async () => {
  const id = await keep(all.mia);
  await expect(share(id, {}, all.cleo)).rejects.toMatchObject({ code: "FORBIDDEN" });
  for (const person of [all.eve, all.gus])
    await expect(share(id, {}, person)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const linkOf = (person: CastMember) =>
    read(ctx(person), (tx) => listShareLinks(tx, id, { limit: 50 })).then(({ items }) => items);
  const { token } = await share(id, { transcript: true }, all.mia);
  await share(id, { expiresInDays: 30 }, all.ben);
  await noteOpening(visitor(), token);
  await noteOpening(visitor(), token);
  expect(await linkOf(all.mia)).toMatchObject([
    { madeBy: { name: "Ben" }, opened: 0, lastOpenedAt: null, status: "open" },
    { madeBy: { name: "Mia" }, opened: 2, transcript: true, sound: false },
  ]);
  expect(JSON.stringify(await linkOf(all.ana))).not.toContain(token);
  await expect(linkOf(all.cleo)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(linkOf(all.gus)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a report must be there, only the token's hash is kept, and both deeds are in the log", async () => {
  const bare = await createRecording(ctx(all.ana), { transcript: TRANSCRIPT });
  await expect(share(bare.recordingId)).rejects.toMatchObject({ code: "CONFLICT" });
  const id = await keep();
  const made = await share(id);
  await revokeShareLink(ctx(all.ana), id, made.id);
  const tables = await all.db.superuser<{ row: string }>(
    `select t::text as row from "ShareToken" t union all select l::text from "ShareLink" l
     union all select e::text from "AuditEntry" e union all select o::text from "Outbox" o`,
  );
  expect(tables.some(({ row }) => row.includes(made.token))).toBe(false);
  const audited = await all.db.superuser<{ action: string }>(
    `select action from "AuditEntry" where "targetId" = $1 and action like 'recording.link%' order by seq`,
    [id],
  );
  expect(audited.map(({ action }) => action)).toEqual(["recording.link_made", "recording.link_revoked"]);
});

test("who guesses is told to wait, by network, whatever they ask for", async () => {
  await all.db.superuser(`update "RateLimit" set most = 3 where name = 'shared'`);
  const { token } = await share(await keep());
  for (let i = 0; i < 3; i++) await expect(view(newToken())).rejects.toMatchObject(ENDED);
  await expect(view(token)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  await expect(noteOpening(visitor(), token)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  await all.db.superuser(`update "RateLimit" set most = 120 where name = 'shared'`);
});

test("a workspace that goes takes its links with it", async () => {
  const { token } = await share(await keep(all.gus), {}, all.gus);
  await view(token);
  await all.db.superuser(`delete from "Workspace" where slug = 'globex'`);
  await expectEnded(token);
});
