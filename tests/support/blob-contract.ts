import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { BlobPort, BlobUpload } from "@/lib/adapters/blob/port";
import { type Breaker, createBreakers } from "@/lib/adapters/breaker";
import { MINUTE, manualClock } from "@/lib/core/clock";
import { newBlobPath } from "@/lib/core/files";

const MIB = 1024 * 1024;
const text = (body: ReadableStream<Uint8Array>) => new Response(body).text();
const sha = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** What every store promises, whoever runs it. */
export function blobContract(make: () => BlobPort) {
  const stored = async (content: string, contentType = "text/plain") => {
    const path = newBlobPath();
    await make().put(path, Buffer.from(content), { contentType });
    return path;
  };

  test("what was put is read back, with its size and type", async () => {
    const path = await stored("hello, ü 🚲", "text/plain; charset=utf-8");
    expect(await make().head(path)).toEqual({ sizeBytes: 14, contentType: "text/plain; charset=utf-8" });
    const found = await make().get(path);
    expect(found).toMatchObject({ sizeBytes: 14, contentType: "text/plain; charset=utf-8" });
    expect(found && (await text(found.body))).toBe("hello, ü 🚲");
  });

  test("an empty file is a file", async () => {
    const path = newBlobPath();
    expect(await make().put(path, new Uint8Array(), { contentType: "text/plain" })).toMatchObject({
      sizeBytes: 0,
    });
    const found = await make().get(path);
    expect(found && (await text(found.body))).toBe("");
  });

  test("nothing at a path is null, and deleting it is no error", async () => {
    const path = newBlobPath();
    expect(await make().get(path)).toBeNull();
    expect(await make().head(path)).toBeNull();
    await make().delete([path]);
  });

  test("a range is read exactly, and one beyond the end is cut or refused", async () => {
    const path = await stored("0123456789");
    const read = async (start: number, endInclusive: number) => {
      const found = await make().get(path, { start, endInclusive });
      return found && { sizeBytes: found.sizeBytes, content: await text(found.body) };
    };
    expect(await read(0, 0)).toEqual({ sizeBytes: 10, content: "0" });
    expect(await read(3, 5)).toEqual({ sizeBytes: 10, content: "345" });
    expect(await read(8, 500)).toEqual({ sizeBytes: 10, content: "89" });
    await expect(read(10, 12)).rejects.toMatchObject({ code: "INVALID" });
  });

  test("a long stream of odd pieces arrives whole, and its size is counted", async () => {
    const bytes = randomBytes(17 * MIB + 12_345);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= bytes.length) return controller.close();
        const piece = bytes.subarray(sent, sent + 70_001);
        sent += piece.length;
        controller.enqueue(piece);
      },
    });
    const path = newBlobPath();
    const head = await make().put(path, body, { contentType: "audio/webm" });
    expect(head).toEqual({ sizeBytes: bytes.length, contentType: "audio/webm" });
    const found = await make().get(path);
    expect(found && sha(new Uint8Array(await new Response(found.body).arrayBuffer()))).toBe(sha(bytes));
    const middle = await make().get(path, { start: 8 * MIB - 2, endInclusive: 8 * MIB + 1 });
    const expected = bytes.subarray(8 * MIB - 2, 8 * MIB + 2);
    expect(middle && Buffer.from(await new Response(middle.body).arrayBuffer())).toEqual(expected);
  });

  test("a body that breaks off is the sender's failure and leaves nothing to read", async () => {
    for (const before of [10, 9 * MIB, 17 * MIB]) {
      const path = newBlobPath();
      let sent = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent >= before) return controller.error(new Error("the phone went into a tunnel"));
          sent += MIB;
          controller.enqueue(new Uint8Array(MIB));
        },
      });
      await expect(make().put(path, body, { contentType: "audio/webm" })).rejects.toMatchObject({
        code: "MALFORMED",
      });
      expect(await make().head(path)).toBeNull();
    }
  });

  test("many are deleted at once, and others stay", async () => {
    const paths = await Promise.all(["a", "b", "c"].map((content) => stored(content)));
    const [first, second, kept] = paths;
    await make().delete([first ?? "", second ?? "", newBlobPath()]);
    expect(await Promise.all(paths.map(async (path) => (await make().head(path)) !== null))).toEqual([
      false,
      false,
      true,
    ]);
    expect(await make().head(kept ?? "")).not.toBeNull();
  });

  test.each([
    "../secret",
    "a/../../b",
    "/etc/passwd",
    "a//b",
    "a/",
    "",
    ".",
    "a/./b",
    "a\\b",
    "C:/x",
    "a\0b",
    "a%2e%2e",
    "x".repeat(500),
  ])("the path %j is refused by every method", async (path) => {
    const port = make();
    const options = { seconds: 60, filename: "x", contentType: "text/plain" };
    const attempts = [
      () => port.put(path, new Uint8Array(), { contentType: "text/plain" }),
      () => port.get(path),
      () => port.head(path),
      () => port.delete([newBlobPath(), path]),
      () => port.readUrl(path, options),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "INVALID" });
  });

  test("answers a ping", () => make().ping());

  /** Sends a part as whoever brings a file does: straight to the store where it has an address, else through us. */
  async function sendPart(upload: BlobUpload, number: number, bytes: Buffer) {
    const address = await make().uploads.partUrl(upload, { number, sizeBytes: bytes.length });
    if (!address) return make().uploads.put(upload, number, bytes);
    const { url, method, headers } = address;
    const response = await fetch(url, { method, headers, body: new Uint8Array(bytes) });
    expect(response.status).toBe(200);
    const etag = response.headers.get("etag") ?? ((await response.json()) as { etag: string }).etag;
    return { number, sizeBytes: bytes.length, etag };
  }

  const begin = async (parts: number): Promise<BlobUpload> => {
    const path = newBlobPath();
    return { path, id: await make().uploads.begin(path, { contentType: "application/octet-stream" }), parts };
  };

  test("parts come in any order and again, and are joined in theirs", async () => {
    const parts = [randomBytes(5 * MIB), randomBytes(5 * MIB), randomBytes(7)];
    const upload = await begin(3);
    const sent = [];
    for (const number of [3, 1, 2])
      sent.push(await sendPart(upload, number, parts[number - 1] ?? Buffer.alloc(0)));
    await sendPart(upload, 3, Buffer.alloc(7));
    sent[0] = await sendPart(upload, 3, parts[2] ?? Buffer.alloc(0));
    const known = await make().uploads.list(upload);
    if (known)
      expect(known.map(({ number, sizeBytes }) => [number, sizeBytes])).toEqual([
        [1, 5 * MIB],
        [2, 5 * MIB],
        [3, 7],
      ]);
    expect(await make().head(upload.path), "nothing is there before they are joined").toBeNull();
    await make().uploads.complete(upload, known ?? sent);
    const found = await make().get(upload.path);
    expect(found && sha(new Uint8Array(await new Response(found.body).arrayBuffer()))).toBe(
      sha(Buffer.concat(parts)),
    );
    await make().uploads.abort(upload);
    expect((await make().uploads.list(upload)) ?? []).toEqual([]);
    expect(await make().head(upload.path), "what was joined stays").toMatchObject({
      sizeBytes: 10 * MIB + 7,
    });
  });

  test("an upload that is given up leaves nothing", async () => {
    const upload = await begin(2);
    await sendPart(upload, 1, randomBytes(5 * MIB));
    await make().uploads.abort(upload);
    expect((await make().uploads.list(upload)) ?? []).toEqual([]);
    expect(await make().head(upload.path)).toBeNull();
  });

  test("a part's address is good for its bytes, its number and its upload alone", async () => {
    const upload = await begin(2);
    const address = await make().uploads.partUrl(upload, { number: 1, sizeBytes: 5 });
    if (!address) return; // parts pass through us, who count them
    const send = (url: string, body: string) =>
      fetch(url, { method: address.method, headers: address.headers, body }).then(({ status }) => status);
    expect(await send(address.url, "more than that")).toBe(403);
    const elsewhere = new URL(address.url);
    if (elsewhere.searchParams.has("pathname")) elsewhere.searchParams.set("pathname", newBlobPath());
    else elsewhere.searchParams.set("partNumber", "2");
    expect(await send(elsewhere.href, "12345")).toBe(403);
    expect(await send(address.url, "12345")).toBe(200);
    await make().uploads.abort(upload);
  });
}

/** A hosted store that is down is asked a few times, then not at all, and then again. */
export function blobOutageContract(
  wire: () => { failWith(status: number | null): void },
  make: (breaker: Breaker) => BlobPort,
) {
  test("an outage opens the breaker, and it recovers by itself", async () => {
    const clock = manualClock(new Date());
    const breaker = createBreakers({ clock, failures: 2, openMs: MINUTE }).breaker("blob");
    const port = make(breaker);
    const path = newBlobPath();
    wire().failWith(503);
    try {
      for (let i = 0; i < 3; i++)
        await expect(port.head(path)).rejects.toMatchObject({ code: "UNAVAILABLE" });
      expect(breaker.status().state).toBe("open");
    } finally {
      wire().failWith(null);
    }
    await expect(port.head(path)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      details: { retryAfterSeconds: 60 },
    });
    clock.advance(MINUTE);
    expect(await port.head(path)).toBeNull();
    expect(breaker.status().state).toBe("closed");
  });
}
