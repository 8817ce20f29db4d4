import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createConversation } from "@/lib/conversations/commands";
import { deleteConversation } from "@/lib/conversations/deletion/commands";
import { joinConversation, removeParticipant } from "@/lib/conversations/participants/commands";
import { manualClock, SECOND } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { type Ctx, read } from "@/lib/ctx";
import { getFile, serveFile } from "@/lib/files/queries";
import { createUpload, forgetUploads } from "@/lib/files/uploads/commands";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile } from "@/tests/support/library";
import { PNG } from "@/tests/support/pictures";
import { deleteMessage, editMessage, sendMessage } from "../commands";
import { forgetDeleted, restoreMessage, sweepDeleted } from "../deletions/commands";
import { getMessageDto } from "../queries";
import type { SendMessage } from "../schema";

let all: Cast;
let general: string;
let board: string;
const clock = manualClock(new Date("2026-03-01T09:00:00Z"));

beforeAll(async () => {
  all = await cast({ clock });
  general = await channel("general", "public");
  await joinConversation(all.ctxOf(all.cleo), general);
  board = await channel("board", "private", [all.ben]);
});
afterAll(() => all.db.drop());

async function channel(name: string, visibility: "public" | "private", others: CastMember[] = []) {
  const participantIds = others.map(({ memberId }) => memberId);
  const input = { kind: "channel" as const, name, visibility, participantIds };
  return (await createConversation(all.ctxOf(all.ana), input)).conversation.id;
}

const picture = (by = all.ana, name = "heron.png") => keepFile(all.ctxOf(by), name, PNG);
async function send(conversationId: string, fileIds: string[], more: Partial<SendMessage> = {}) {
  const input = { conversationId, clientId: newId(), body: "", fileIds, ...more };
  return (await sendMessage(all.ctxOf(all.ana), input)).message;
}
const reads = (by: CastMember, fileId: string) =>
  read(all.ctxOf(by), (tx) => getFile(tx, fileId)).then(
    () => true,
    () => false,
  );
const bytesOf = async (ctx: Ctx, fileId: string) =>
  (await serveFile(ctx, fileId, { range: null, ifNoneMatch: null, isDownload: false })).arrayBuffer();
const blobs = async (fileId: string) => {
  const [row] = await all.db.superuser<{ path: string }>(
    `select "blobPath" as path from "File" where id = $1`,
    [fileId],
  );
  return row?.path ?? null;
};

describe("what is sent", () => {
  test("files stand in the order in which they were given, and say what they are", async () => {
    const [one, two] = [await picture(), await picture(all.ana, "egret.png")];
    const message = await send(general, [two.id, one.id], { body: "Two birds" });
    expect(message).toMatchObject({ type: "image", body: "Two birds" });
    expect(message.files.map(({ name }) => name)).toEqual(["egret.png", "heron.png"]);
    expect(message.files[0]).toMatchObject({ mediaType: "image/png", width: 4, height: 3 });
    expect(await read(all.ctxOf(all.cleo), (tx) => getMessageDto(tx, message.id))).toEqual(message);
  });

  test("a message of several kinds, and what could run, is of type file", async () => {
    const notes = await keepFile(all.ctxOf(all.ana), "notes.md", "# Notes");
    const drawing = await keepFile(
      all.ctxOf(all.ana),
      "logo.svg",
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
    );
    expect((await send(general, [(await picture()).id, notes.id])).type).toBe("file");
    expect((await send(general, [drawing.id])).type).toBe("file");
    expect((await send(general, [], { body: "Words" })).type).toBe("text");
  });

  test("sent twice it is one message; with other files, or without, it is another", async () => {
    const [one, two] = [await picture(), await picture()];
    const clientId = newId();
    const first = await send(general, [one.id], { clientId });
    expect(await send(general, [one.id], { clientId })).toEqual(first);
    for (const fileIds of [[two.id], [one.id, two.id], []])
      await expect(send(general, fileIds, { clientId })).rejects.toMatchObject({ code: "CONFLICT" });
    await deleteMessage(all.ctxOf(all.ana), first.id);
    expect(await send(general, [one.id], { clientId })).toMatchObject({
      id: first.id,
      files: [],
      type: "text",
    });
  });

  test("a file that is nowhere, still on its way, or somebody else's, is refused and nothing is sent", async () => {
    const bens = await picture(all.ben);
    const guss = await picture(all.gus);
    const upload = await createUpload(all.ctxOf(all.ana), { filename: "late.png", size: 10 });
    for (const id of [newId(), upload.id, bens.id, guss.id])
      await expect(send(general, [(await picture()).id, id])).rejects.toMatchObject({
        code: "INVALID",
        message: expect.stringContaining("Attach it again"),
      });
  });

  test("an edit keeps the files, and may take the words away; without files it may not", async () => {
    const message = await send(general, [(await picture()).id], { body: "A heron" });
    const edited = await editMessage(all.ctxOf(all.ana), message.id, "");
    expect(edited).toMatchObject({ body: "", files: message.files, type: "image" });
    const words = await send(general, [], { body: "Words" });
    await expect(editMessage(all.ctxOf(all.ana), words.id, "")).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("who reads a file", () => {
  test("whoever reads the conversation at that moment, and nobody else", async () => {
    const { id } = await picture();
    await send(board, [id]);
    const readers = async () => {
      const { ben, cleo, mia, eve, gus } = all;
      const found = await Promise.all([ben, cleo, mia, eve, gus].map((one) => reads(one, id)));
      return found.map((can, at) => (can ? ["ben", "cleo", "mia", "eve", "gus"][at] : "")).filter(Boolean);
    };
    expect(await readers()).toEqual(["ben"]);
    await send(general, [id]);
    expect(await readers()).toEqual(["ben", "cleo", "mia"]); // a public channel; guests only where they are let in
    await removeParticipant(all.ctxOf(all.ana), board, all.ben.memberId);
    const { id: secret } = await picture();
    await send(board, [secret]);
    expect(await reads(all.ben, secret)).toBe(false);
  });

  test("nobody once its conversation is deleted", async () => {
    const attic = await channel("attic", "public");
    const { id } = await picture();
    await send(attic, [id]);
    expect(await reads(all.mia, id)).toBe(true);
    await deleteConversation(all.ctxOf(all.ana), attic);
    expect(await reads(all.mia, id)).toBe(false);
  });
});

describe("a deleted message", () => {
  test("takes its files from everybody at once; undone, they are back", async () => {
    const { id } = await picture();
    const message = await send(general, [id], { body: "A heron" });
    expect(await deleteMessage(all.ctxOf(all.ana), message.id)).toMatchObject({
      type: "text",
      files: [],
      body: "",
    });
    expect(await reads(all.cleo, id)).toBe(false);
    expect(await restoreMessage(all.ctxOf(all.ana), message.id)).toEqual(message);
    expect(await reads(all.cleo, id)).toBe(true);
    await forgetDeleted(all.ctxOf(all.ana), message.id);
    expect((await bytesOf(all.ctxOf(all.cleo), id)).byteLength).toBe(PNG.byteLength);
  });

  test("is forgotten with its bytes, by the job or by the sweep, however often", async () => {
    for (const forget of [
      (messageId: string) => forgetDeleted(all.ctxOf(all.ana), messageId),
      () => sweepDeleted(all.ctxOf(all.ana)),
    ]) {
      const { id } = await picture();
      const path = await blobs(id);
      const message = await send(general, [id]);
      await deleteMessage(all.ctxOf(all.ana), message.id);
      clock.advance(16 * SECOND);
      await forget(message.id);
      await forget(message.id);
      expect(await reads(all.ana, id)).toBe(false);
      expect(await blobs(id)).toBeNull();
      expect(await all.ports.blob.get(path ?? "")).toBeNull();
    }
  });

  test("leaves what another message carries too, also one that may still be brought back", async () => {
    const { id } = await picture();
    const [first, second, third] = [
      await send(general, [id]),
      await send(general, [id]),
      await send(general, [id]),
    ];
    await deleteMessage(all.ctxOf(all.ana), first.id);
    await deleteMessage(all.ctxOf(all.ana), second.id);
    await forgetDeleted(all.ctxOf(all.ana), first.id);
    await restoreMessage(all.ctxOf(all.ana), second.id);
    expect(await reads(all.cleo, id)).toBe(true);
    for (const { id: messageId } of [second, third]) {
      await deleteMessage(all.ctxOf(all.ana), messageId);
      await forgetDeleted(all.ctxOf(all.ana), messageId);
    }
    expect(await blobs(id)).toBeNull();
  });
});

test("what was uploaded and never sent goes with its upload, a day later", async () => {
  const [sent, left] = [await picture(), await picture()];
  await send(general, [sent.id]);
  clock.advance(25 * 3_600 * SECOND);
  await forgetUploads({ ...all.ctxOf(all.ana), actor: { kind: "system", reason: "test" } });
  expect([await blobs(sent.id), await blobs(left.id)]).toEqual([expect.any(String), null]);
});
