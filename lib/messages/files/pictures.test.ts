import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createConversation } from "@/lib/conversations/commands";
import { joinConversation } from "@/lib/conversations/participants/commands";
import { MINUTE, manualClock, SECOND } from "@/lib/core/clock";
import { topics } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { eraseFiles } from "@/lib/files/erasing/commands";
import { redrawPicture, sweepComing } from "@/lib/files/pictures/commands";
import { serveFile, servePicture } from "@/lib/files/queries";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile } from "@/tests/support/library";
import { lookAt, photograph } from "@/tests/support/photographs";
import { PNG } from "@/tests/support/pictures";
import { deleteMessage, sendMessage } from "../commands";
import { forgetDeleted } from "../deletions/commands";
import { getMessageDto } from "../queries";
import { showAgain } from "./commands";

let all: Cast;
let board: string;
let general: string;
const clock = manualClock(new Date("2026-03-01T09:00:00Z"));
const system = (): Ctx => ({ ...all.ctxOf(all.ana), actor: { kind: "system", reason: "test" } });

beforeAll(async () => {
  all = await cast({ clock });
  const channel = { kind: "channel" as const, participantIds: [all.ben.memberId] };
  const made = (name: string, visibility: "public" | "private") =>
    createConversation(all.ctxOf(all.ana), { ...channel, name, visibility });
  board = (await made("board", "private")).conversation.id;
  general = (await made("general", "public")).conversation.id;
  await joinConversation(all.ctxOf(all.cleo), general);
});
beforeEach(async () => {
  await all.recorded.settled();
  all.recorded.clear();
});
afterAll(() => all.db.drop());

const bring = (name: string, bytes: string | Uint8Array) => keepFile(all.ctxOf(all.ana), name, bytes);
const send = async (conversationId: string, fileIds: string[]) =>
  (await sendMessage(all.ctxOf(all.ana), { conversationId, clientId: newId(), body: "", fileIds })).message;
/** What the job does. */
async function draw(fileId: string): Promise<void> {
  if (await redrawPicture(system(), fileId)) await showAgain(system(), fileId);
}
const asked = { range: null, ifNoneMatch: null };
const look = (by: CastMember, fileId: string, picture: "small" | "large" = "small") =>
  servePicture(all.ctxOf(by), fileId, { ...asked, picture });
const original = (by: CastMember, fileId: string) =>
  serveFile(all.ctxOf(by), fileId, { ...asked, isDownload: false });
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());
const seenBy = (by: CastMember, messageId: string) =>
  read(all.ctxOf(by), (tx) => getMessageDto(tx, messageId));

test("a photograph is shown without its place, held upright, and downloaded as it was sent", async () => {
  const sent = new Uint8Array(await photograph());
  const file = await bring("heron.jpg", sent);
  expect(file).toMatchObject({ picture: "coming", width: 30, height: 40 });
  await draw(file.id);

  for (const size of ["small", "large"] as const) {
    const answer = await look(all.ana, file.id, size);
    expect(answer.headers.get("content-type")).toBe("image/webp");
    expect(answer.headers.get("content-disposition")).toMatch(/^inline/);
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    expect(await lookAt(await bytesOf(answer))).toMatchObject({ width: 30, height: 40, hidden: null });
    const again = { range: null, ifNoneMatch: answer.headers.get("etag"), picture: size };
    expect((await servePicture(all.ctxOf(all.ana), file.id, again)).status).toBe(304);
  }
  const download = await original(all.ana, file.id);
  expect(download.headers.get("content-disposition")).toMatch(/^attachment/);
  expect(await bytesOf(download)).toEqual(sent);
});

describe("a picture that is sent", () => {
  test("has its place at once, and comes to everybody who reads it when it is drawn", async () => {
    const { id } = await bring("heron.png", PNG);
    const message = await send(board, [id]);
    expect(message).toMatchObject({ type: "image", files: [{ picture: "coming", width: 4, height: 3 }] });
    await expect(look(all.ben, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await all.recorded.settled();
    expect(all.recorded.jobs.map(({ name, payload }) => [name, payload.file_id])).toContainEqual([
      "picture.brought",
      id,
    ]);

    await draw(id);
    await all.recorded.settled();
    expect(all.recorded.heardOn(topics.conversation(board))).toContainEqual({
      name: "message.updated",
      payload: expect.objectContaining({
        message: expect.objectContaining({
          id: message.id,
          edited_at: null,
          files: [expect.objectContaining({ picture: "ready" })],
        }),
      }),
    });
    expect((await seenBy(all.ben, message.id)).files).toMatchObject([{ picture: "ready" }]);
    expect((await look(all.ben, id)).status).toBe(200);
  });

  test("is shown to nobody who may not read it, in any size", async () => {
    const { id } = await bring("heron.png", PNG);
    await send(board, [id]);
    await draw(id);
    for (const stranger of [all.cleo, all.eve, all.gus])
      for (const size of ["small", "large"] as const)
        await expect(look(stranger, id, size)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("in the moment in which it is drawn is not missed", async () => {
    const { id } = await bring("heron.png", PNG);
    const waits = async () => {
      const sql = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return (await all.db.superuser(sql)).length > 0;
    };
    const { message, drawing } = await transaction(all.ctxOf(all.ana), async (tx) => {
      const input = { conversationId: board, clientId: newId(), body: "", fileIds: [id] };
      const { message } = await sendMessage(tx, input);
      const drawing = draw(id);
      await expect.poll(waits).toBe(true);
      return { message, drawing };
    });
    await drawing;
    await all.recorded.settled();
    const told = all.recorded.heardOn(topics.conversation(board)).map(({ name }) => name);
    expect(message.files).toMatchObject([{ picture: "coming" }]);
    expect(told).toEqual(["message.created", "message.updated"]);
  });

  test("that was drawn before is there at once", async () => {
    const { id } = await bring("heron.png", PNG);
    await draw(id);
    expect((await send(board, [id])).files).toMatchObject([{ picture: "ready" }]);
  });
});

describe("what is no picture after all", () => {
  test("cut off, it is a file with its reason, and its bytes are kept", async () => {
    const cut = new Uint8Array(await photograph()).subarray(0, -80);
    const { id } = await bring("cut.jpg", cut);
    const message = await send(general, [id]);
    await draw(id);
    expect((await seenBy(all.cleo, message.id)).files).toMatchObject([{ picture: "damaged" }]);
    await expect(look(all.cleo, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await original(all.cleo, id)).headers.get("content-disposition")).toMatch(/^attachment/);
    expect((await send(general, [id])).type).toBe("file");
  });

  test.each([
    ["logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ["logo.png", '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ["page.html", "<script>1</script>"],
  ])("%s is never drawn and never shown in place", async (name, text) => {
    const { id, picture } = await bring(name, text);
    expect(picture).toBeNull();
    await draw(id);
    await expect(look(all.ana, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await original(all.ana, id)).headers.get("content-disposition")).toMatch(/^attachment/);
  });
});

const isKept = async (path: string) => (await all.ports.blob.head(path)) !== null;
async function placesOf(fileId: string): Promise<string[]> {
  const sql = `select "blobPath" as path from "File" where id = $1`;
  const [row] = await all.db.superuser<{ path: string }>(sql, [fileId]);
  return row ? [row.path, `${row.path}-small`, `${row.path}-large`] : [];
}
const kept = async (places: string[]) => (await Promise.all(places.map(isKept))).filter(Boolean).length;

describe("what is erased", () => {
  test("goes in every size with its message", async () => {
    const { id } = await bring("heron.png", PNG);
    const message = await send(board, [id]);
    await draw(id);
    const places = await placesOf(id);
    expect(await kept(places)).toBe(3);
    await deleteMessage(all.ctxOf(all.ana), message.id);
    await expect(look(all.ben, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    clock.advance(16 * SECOND);
    await forgetDeleted(all.ctxOf(all.ana), message.id);
    expect(await kept(places)).toBe(0);
  });

  test("while it is drawn leaves nothing behind", async () => {
    const { id } = await bring("heron.png", PNG);
    const message = await send(board, [id]);
    const places = await placesOf(id);
    const slow: Ctx = {
      ...system(),
      pictures: {
        redraw: async (body) => {
          const drawn = await all.ports.pictures.redraw(body);
          await deleteMessage(all.ctxOf(all.ana), message.id);
          await forgetDeleted(all.ctxOf(all.ana), message.id);
          return drawn;
        },
      },
    };
    expect(await redrawPicture(slow, id)).toBe(false);
    expect(await kept(places)).toBe(0);
  });

  test("goes with its workspace", async () => {
    const { id } = await keepFile(all.ctxOf(all.gus), "heron.png", PNG);
    const guss: Ctx = { ...all.ctxOf(all.gus), actor: { kind: "system", reason: "test" } };
    await redrawPicture(guss, id);
    const places = await placesOf(id);
    expect(await kept(places)).toBe(3);
    await eraseFiles(guss);
    expect(await kept(places)).toBe(0);
  });
});

test("what was not drawn in time is asked for again, and nothing else", async () => {
  const [late, done] = [await bring("late.png", PNG), await bring("done.png", PNG)];
  await draw(done.id);
  clock.advance(4 * MINUTE);
  const { id: fresh } = await bring("fresh.png", PNG);
  await all.recorded.settled();
  all.recorded.clear();
  await sweepComing(system());
  await all.recorded.settled();
  const again = all.recorded.jobs.map(({ payload }) => payload.file_id);
  expect(again).toContain(late.id);
  expect(again).not.toContain(done.id);
  expect(again).not.toContain(fresh);
});
