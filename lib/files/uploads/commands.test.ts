import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { DAY, manualClock } from "@/lib/core/clock";
import { isAppError } from "@/lib/core/errors";
import { setLogLevel } from "@/lib/core/log";
import type { Ctx } from "@/lib/ctx";
import { createDocument } from "@/lib/documents/commands";
import { type Cast, cast } from "@/tests/support/cast";
import { interruptedBefore } from "@/tests/support/interleaving";
import { keepFile } from "@/tests/support/library";
import { serveFile } from "../queries";
import { PART_BYTES } from "../schema";
import { dropUnusedFiles, eraseBytes } from "../uses/commands";
import { cancelUpload, completeUpload, createUpload, forgetUploads, putPart } from "./commands";
import { describeUpload, getUpload } from "./queries";

const clock = manualClock(new Date("2026-08-03T10:00:00Z"));
let all: Cast;
let ana: Ctx;

beforeAll(async () => {
  setLogLevel("error");
  all = await cast({ clock });
  ana = all.ctxOf(all.ana);
});
afterAll(() => all.db.drop());

const bytesOf = (text: string) => new TextEncoder().encode(text);
const shaOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const fetched = (
  ctx: Ctx,
  id: string,
  more: { range?: string; ifNoneMatch?: string; isDownload?: boolean } = {},
) => serveFile(ctx, id, { range: null, ifNoneMatch: null, isDownload: false, ...more });

test("a large file comes in parts, in any order, and goes on where it broke off", async () => {
  const bytes = randomBytes(2 * PART_BYTES + 5);
  const upload = await createUpload(ana, { filename: "big.bin", size: bytes.length, sha256: shaOf(bytes) });
  await putPart(ana, upload.id, 3, bytes.subarray(2 * PART_BYTES));
  await putPart(ana, upload.id, 1, bytes.subarray(0, PART_BYTES));
  const left = await describeUpload(ana, await getUpload(ana, upload.id));
  expect(left.parts.map(({ number }) => number)).toEqual([2]);
  expect(left.parts[0]?.url).toBe(`/api/v1/workspaces/acme/uploads/${upload.id}/parts/2`);
  await expect(completeUpload(ana, upload.id, {})).rejects.toMatchObject({ code: "CONFLICT" });
  await putPart(ana, upload.id, 2, bytes.subarray(PART_BYTES, 2 * PART_BYTES));
  const file = await completeUpload(ana, upload.id, {});
  expect(file).toMatchObject({
    sizeBytes: bytes.length,
    sha256: shaOf(bytes),
    mediaType: "application/octet-stream",
  });
  expect(await completeUpload(ana, upload.id, {})).toEqual(file);
  expect(shaOf(new Uint8Array(await (await fetched(ana, file.id)).arrayBuffer()))).toBe(shaOf(bytes));
});

test("two that complete at once get the same file", async () => {
  const upload = await createUpload(ana, { filename: "a.txt", size: 5 });
  await putPart(ana, upload.id, 1, bytesOf("hello"));
  const [one, other] = await Promise.all([
    completeUpload(ana, upload.id, {}),
    completeUpload(ana, upload.id, {}),
  ]);
  expect(one.id).toBe(other.id);
});

test("a file that somebody keeps while it is dropped keeps its bytes, at whatever moment", async () => {
  for (let moment = 0, isOver = false; !isOver; moment++) {
    const { id } = await keepFile(ana, "kept.txt", `Kept at the last moment: ${moment}.`);
    const keep = () =>
      createDocument(ana, { fileId: id }).catch((error: unknown) => {
        if (!isAppError(error, "INVALID")) throw error;
      });
    const interrupted = interruptedBefore(ana, moment, keep);
    await dropUnusedFiles(interrupted.ctx, [id]);
    isOver = !interrupted.wasInterrupted();
    const kept = await all.db.superuser(`select 1 from "DocumentVersion" where "fileId" = $1`, [id]);
    if (kept.length > 0) expect((await fetched(ana, id)).status, `moment ${moment}`).toBe(200);
    else await expect(fetched(ana, id), `moment ${moment}`).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});

test("bytes that could not be erased at once are erased by a job", async () => {
  await all.recorded.settled();
  all.recorded.clear();
  const { id } = await keepFile(ana, "left.txt", "Left behind.");
  const isAway = { ...ana.blob, delete: () => Promise.reject(new Error("away")) };
  await dropUnusedFiles({ ...ana, blob: isAway }, [id]);
  await expect(fetched(ana, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await all.recorded.settled();
  const asked = all.recorded.jobs.find(({ name }) => name === "files.dropped");
  const { paths } = z.object({ paths: z.array(z.string()) }).parse(asked?.payload);
  expect(await ana.blob.head(paths[0] ?? "")).not.toBeNull();
  await eraseBytes(ana, paths);
  expect(await ana.blob.head(paths[0] ?? "")).toBeNull();
});

test("what lies about its size or its hash is refused and dropped", async () => {
  const upload = await createUpload(ana, { filename: "a.txt", size: 5, sha256: shaOf(bytesOf("other")) });
  await expect(putPart(ana, upload.id, 1, bytesOf("hello!"))).rejects.toMatchObject({ code: "TOO_LARGE" });
  await expect(putPart(ana, upload.id, 1, bytesOf("hell"))).rejects.toMatchObject({ code: "INVALID" });
  await expect(putPart(ana, upload.id, 2, bytesOf("hello"))).rejects.toMatchObject({ code: "INVALID" });
  await putPart(ana, upload.id, 1, bytesOf("hello"));
  const refused = completeUpload(ana, upload.id, {});
  await expect(refused).rejects.toMatchObject({ code: "INVALID", details: { errors: [{ path: "sha256" }] } });
  await expect(getUpload(ana, upload.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an upload is its person's alone, and is forgotten when nobody completes it", async () => {
  const upload = await createUpload(ana, { filename: "a.txt", size: 5 });
  for (const person of [all.ben, all.gus]) {
    const ctx = all.ctxOf(person);
    await expect(putPart(ctx, upload.id, 1, bytesOf("hello"))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(cancelUpload(ctx, upload.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  clock.advance(DAY + 1);
  expect(await forgetUploads(all.ctxOf(all.gus))).toBe(0);
  expect(await forgetUploads(ana)).toBeGreaterThan(0);
  await expect(getUpload(ana, upload.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

const PDF = "%PDF-1.4\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF";
const PNG = new Uint8Array([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1,
  8, 6, 0, 0, 0,
]);

test.each([
  ["a PDF", "x.pdf", bytesOf(PDF), "application/pdf", "inline"],
  ["a picture, which is shown only as it was drawn anew", "x.png", PNG, "image/png", "attachment"],
  ["text", "x.txt", bytesOf("hello"), "text/plain; charset=utf-8", "inline"],
  ["a page", "x.html", bytesOf("<script>alert(1)</script>"), "text/html", "attachment"],
  [
    "an SVG",
    "x.svg",
    bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "application/octet-stream",
    "attachment",
  ],
  [
    "a page that says it is a picture",
    "x.png",
    bytesOf("<script>alert(1)</script>"),
    "application/octet-stream",
    "attachment",
  ],
  ["a picture that says it is a page", "x.html", PNG, "application/octet-stream", "attachment"],
  [
    "a PDF that begins as a page",
    "x.html",
    bytesOf(`${PDF}<script>alert(1)</script>`),
    "application/octet-stream",
    "attachment",
  ],
  [
    "a program",
    "x.txt",
    new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]),
    "application/octet-stream",
    "attachment",
  ],
])("%s is served as what it is, and runs nowhere", async (_name, filename, bytes, type, disposition) => {
  const file = await keepFile(ana, filename, bytes);
  const { headers } = await fetched(ana, file.id);
  expect(headers.get("content-type")).toBe(type);
  expect(headers.get("content-disposition")).toMatch(new RegExp(`^${disposition}; `));
  expect(headers.get("content-security-policy")).toMatch(/^sandbox;/);
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect((await fetched(ana, file.id, { isDownload: true })).headers.get("content-disposition")).toMatch(
    /^attachment; /,
  );
});

test.each([
  ["bytes=0-3", 206, "0123"],
  ["bytes=4-", 206, "456789"],
  ["bytes=-2", 206, "89"],
  ["bytes=8-100", 206, "89"],
  ["bytes=10-", 416, ""],
  ["bytes=-0", 416, ""],
  ["bytes=5-2", 200, "0123456789"],
  ["bytes=0-1,3-4", 200, "0123456789"],
  ["lines=1-2", 200, "0123456789"],
  ["bytes=-", 200, "0123456789"],
])("the range %s is answered with %i", async (range, status, text) => {
  const file = await keepFile(ana, "digits.txt", "0123456789");
  const response = await fetched(ana, file.id, { range });
  expect([response.status, await response.text()]).toEqual([status, text]);
  if (status === 206) expect(response.headers.get("content-length")).toBe(String(text.length));
  const etag = response.headers.get("etag") ?? "";
  expect((await fetched(ana, file.id, { ifNoneMatch: etag })).status).toBe(304);
});

test("a file that nothing uses is its person's alone", async () => {
  const file = await keepFile(ana, "mine.txt", "mine");
  for (const person of [all.ben, all.mia, all.eve, all.gus])
    await expect(fetched(all.ctxOf(person), file.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
