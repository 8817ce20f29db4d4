import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPages } from "@/lib/adapters/pages/pages";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { type Cast, cast } from "@/tests/support/cast";
import { pdfOf } from "@/tests/support/files-to-read";
import { processAll } from "@/tests/support/library";
import { type LocalServer, startLocalServer } from "@/tests/support/local-server";
import { createDocument } from "../commands";
import { getDocument, listPassages, toDocumentDto } from "../queries";

/** PDFs are read here too. */
const LONG = { timeout: 90_000 };

let all: Cast;
let site: LocalServer;
let inside: LocalServer;
let ana: Ctx;
let asked: string[] = [];
let insideAsked = 0;

const pages: Record<string, (response: ServerResponse) => void> = {};

function answer({ url = "" }: IncomingMessage, response: ServerResponse): void {
  asked.push(url);
  const page = pages[url];
  if (!page) return void response.writeHead(404).end();
  page(response);
}

const say = (type: string, body: string | Uint8Array) => (response: ServerResponse) =>
  void response.writeHead(200, { "content-type": type }).end(body);
const lead = (to: string) => (response: ServerResponse) =>
  void response.writeHead(302, { location: to }).end();

beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  site = await startLocalServer(answer);
  inside = await startLocalServer((_, response) => {
    insideAsked++;
    response.end("The metadata of the machine.");
  });
  // The site stands on loopback, which only this test lets through, and only where it was asked for.
  ana = { ...all.ctxOf(all.ana), pages: createPages({ allowPrivate: true }) };
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  await site.close();
  await inside.close();
  await all.db.drop();
});

const bring = (path: string, ctx = ana) => createDocument(ctx, { url: site.origin + path });

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "kept",
    (error) => `${error.code} ${error.details.errors[0].path}: ${error.message}`,
  );

test("a page is fetched once, kept with its title, and found", LONG, async () => {
  pages["/old"] = lead("/harbor");
  pages["/harbor"] = say(
    "text/html; charset=iso-8859-1",
    Buffer.from(
      "<!doctype html><html><head><title>Harbor &amp; pier\n rules</title></head><body><h1>Mooring</h1><p>Caf\xe9 guests moor at noon.</p><script>no()</script></body></html>",
      "latin1",
    ),
  );
  const { document, created } = await bring("/old");
  expect(created).toBe(true);
  expect(document).toMatchObject({ title: "Harbor & pier rules", kind: "html", url: `${site.origin}/old` });
  expect(document.file).toMatchObject({ name: "harbor.html", mediaType: "text/html" });
  expect(asked).toEqual(["/old", "/harbor"]);
  await processAll(ana, { documentId: document.id, version: 1 });
  const { items } = await read(ana, (tx) => listPassages(tx, document.id, { limit: 5 }));
  expect(items.map(({ text }) => text).join()).toBe("Mooring\n\nCaf\u00e9 guests moor at noon.");
  expect((await bring("/harbor")).created).toBe(false);
  const seen = read(all.ctxOf(all.gus), (tx) => getDocument(tx, document.id));
  await expect(seen).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("what it is follows from its bytes and not from what the site says", LONG, async () => {
  pages["/files/Tide%20tables.pdf"] = say("text/html", await pdfOf(["High tide is at nine."]));
  pages["/plain"] = say("text/html", "Only words, no markup at all.");
  pages["/notes.md"] = say("text/plain", "# Notes\n\nThe buoy is red.");
  pages["/picture"] = say("text/html", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
  const kept = async (path: string) => {
    const { document } = await bring(path);
    const { id, kind, title } = document;
    await processAll(ana, { documentId: id, version: 1 });
    const { status } = await read(ana, async (tx) => toDocumentDto(await getDocument(tx, id)));
    return { kind, title, status };
  };
  const status = "ready";
  expect(await kept("/files/Tide%20tables.pdf")).toEqual({ kind: "pdf", title: "Tide tables", status });
  expect(await kept("/plain")).toEqual({ kind: "text", title: "plain", status });
  expect(await kept("/notes.md")).toEqual({ kind: "markdown", title: "notes", status });
  expect(await refusal(bring("/picture"))).toContain("INVALID url: This kind of file cannot be read.");
});

test("what does not come is said in a sentence, and no page has no end", LONG, async () => {
  pages["/locked"] = (response) => void response.writeHead(403).end();
  pages["/broken"] = (response) => void response.writeHead(500).end();
  pages["/empty"] = say("text/html", "");
  pages["/round"] = lead("/round");
  pages["/silent"] = () => undefined;
  pages["/endless"] = (response) => {
    const pour = () => {
      while (!response.destroyed && response.write(Buffer.alloc(1_000_000, 97))) {}
    };
    response.on("drain", pour);
    pour();
  };
  expect(await refusal(bring("/nowhere"))).toBe("INVALID url: There is no page at this address.");
  expect(await refusal(bring("/locked"))).toContain("not shown to everybody");
  expect(await refusal(bring("/broken"))).toContain("The site answered with an error.");
  expect(await refusal(bring("/empty"))).toContain("There is nothing at this address.");
  expect(await refusal(bring("/round"))).toContain("leads on and on");
  expect(asked.filter((path) => path === "/round")).toHaveLength(6);
  const hurried = { ...ana, pages: createPages({ allowPrivate: true, timeoutMs: 500 }) };
  expect(await refusal(bring("/silent", hurried))).toContain("did not come in time");
  expect(await refusal(bring("/endless"))).toContain("more than 20 MB");
});

test(
  "nothing is fetched from our own network, whatever it is called and whatever leads there",
  LONG,
  async () => {
    const ctx = all.ctxOf(all.ana);
    const port = new URL(inside.origin).port;
    const away = "INVALID url: No public page can be reached at this address.";
    for (const host of [
      "127.0.0.1",
      "localhost",
      "127.1",
      "2130706433",
      "0x7f000001",
      "[::1]",
      "[::ffff:127.0.0.1]",
    ])
      expect(await refusal(createDocument(ctx, { url: `http://${host}:${port}/` })), host).toContain(away);
    for (const url of ["http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/"])
      expect(await refusal(createDocument(ctx, { url })), url).toContain(away);
    pages["/inward"] = lead(`${inside.origin}/`);
    expect(await refusal(bring("/inward"))).toContain(away);
    for (const url of [
      "file:///etc/passwd",
      "javascript:alert(1)",
      "http://a:b@example.com/",
      "pier rules",
      "",
    ])
      expect(await refusal(createDocument(ctx, { url })), url).toContain("INVALID url: This is no address");
    expect(insideAsked).toBe(0);
  },
);

test("nothing is fetched for who may not keep it there", LONG, async () => {
  pages["/harbor"] ??= say("text/html", "<p>Harbor</p>");
  const url = `${site.origin}/harbor`;
  const eve = { ...all.ctxOf(all.eve), pages: ana.pages };
  await expect(createDocument(eve, { url })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(createDocument(ana, { url, folderId: newId() })).rejects.toMatchObject({ code: "INVALID" });
  expect(asked).toEqual([]);
});
