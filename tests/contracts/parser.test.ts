import { createReadStream, existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { utils, write } from "@e965/xlsx";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { createParserHere } from "@/lib/adapters/parser/here";
import type { ParsedKind, ParsedPart, ParserPort } from "@/lib/adapters/parser/port";
import { createParserProcess } from "@/lib/adapters/parser/process";
import { docxOf, lockedPdf, pdfOf, pptxOf, scanOf, zipOf } from "@/tests/support/files-to-read";
import { makePdf } from "@/tests/support/make-pdf";
import { faxOf, paperOf, scanOfPaper } from "@/tests/support/scans";

const MIB = 1024 * 1024;
const streamOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]).stream();
const bytesOf = (text: string) => new TextEncoder().encode(text);

const parse = (parser: ParserPort, kind: ParsedKind, bytes: Uint8Array) =>
  parser.parse(streamOf(bytes), { kind });

async function read(parser: ParserPort, kind: ParsedKind, bytes: Uint8Array): Promise<ParsedPart[]> {
  const parsed = await parse(parser, kind, bytes);
  if (!parsed.ok) throw new Error(`It was ${parsed.fault}.`);
  return parsed.parts;
}

const headingsOf = ({ text, headings }: ParsedPart) =>
  headings.map(({ start, end }) => text.slice(start, end));

describe.each([
  ["here", createParserHere()],
  ["in a process of its own", createParserProcess()],
])("%s", (_where, parser) => {
  test("a PDF is read page by page", async () => {
    const parts = await read(parser, "pdf", await pdfOf(["The launch moves.", "It rains in Bergen."]));
    expect(parts).toMatchObject([
      { place: { kind: "page", page: 1 }, text: "The launch moves." },
      { place: { kind: "page", page: 2 }, text: "It rains in Bergen." },
    ]);
  });

  test("a Word document is read by its headings", async () => {
    const [part] = await read(
      parser,
      "docx",
      await docxOf(["# Plan", "We sail at nine.", "# Risks", "Fog."]),
    );
    expect(part?.text).toBe("Plan\n\nWe sail at nine.\n\nRisks\n\nFog.\n\n");
    expect(part && headingsOf(part)).toEqual(["Plan", "Risks"]);
  });
});

describe.each([
  ["here", createParserHere()],
  ["in a process of its own", createParserProcess()],
])("pages that are pictures, %s", (_where, parser) => {
  const draw = (bytes: Uint8Array, pages: number[]) => parser.draw(streamOf(bytes), pages);

  test("are drawn as they are seen; pages of text, and what cannot be drawn, are not", {
    timeout: 120_000,
  }, async () => {
    const paper = await paperOf(["The launch moves."], { dots: 72 });
    const [picture, text] = await draw(await scanOfPaper([paper, "Only words."]), [1, 2]);
    const { width = 0, height = 0 } = await sharp(picture?.jpeg ?? undefined).metadata();
    expect(height / width).toBeCloseTo(842 / 595, 1);
    expect(text).toEqual({ page: 2, jpeg: null });
    expect(await draw(bytesOf("%PDF-1.7 and nothing else %%EOF"), [1])).toEqual([{ page: 1, jpeg: null }]);
  });
});

describe("a picture of a page", () => {
  const parser = createParserHere();
  const LINES = ["The launch moves.", "It rains."];
  const darkRows = async (bytes: Uint8Array) => {
    const [drawn] = await parser.draw(streamOf(bytes), [1]);
    const { data, info } = await sharp(drawn?.jpeg ?? undefined)
      .greyscale()
      .resize(100, 100, { fit: "fill" })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const dark = [...data].flatMap((level, at) =>
      level < 190 ? [Math.floor(at / info.channels / 100)] : [],
    );
    return { first: Math.min(...dark), last: Math.max(...dark) };
  };

  test.each([
    ["one image", async () => scanOfPaper([await paperOf(LINES)])],
    ["strips of one bit", () => faxOf(LINES)],
    ["strips that are painted through", () => faxOf(LINES, { isMask: true })],
  ])("of %s stands where the page puts it", async (_how, make) => {
    const { first, last } = await darkRows(await make());
    expect(first).toBeGreaterThan(5);
    expect(last).toBeLessThan(15);
  });

  test("of a page that is shown on its head stands on its head", async () => {
    const { first } = await darkRows(await scanOfPaper([await paperOf(LINES)], { turn: 180 }));
    expect(first).toBeGreaterThan(85);
  });
});

describe("what is read", () => {
  const parser = createParserHere();

  test("slides, with their titles, in the order of their numbers", async () => {
    const slides = Array.from({ length: 11 }, (_, index) => ({
      title: `Title ${index + 1}`,
      text: `Body ${index + 1}`,
    }));
    const parts = await read(parser, "pptx", pptxOf(slides));
    expect(parts.map(({ place }) => place)).toEqual(
      slides.map((_, index) => ({ kind: "slide", slide: index + 1 })),
    );
    expect(parts[10]).toMatchObject({ text: "Title 11\n\nBody 11" });
    expect(parts[10] && headingsOf(parts[10])).toEqual(["Title 11"]);
  });

  test("sheets, each row said with the names of its columns, under the number that the sheet shows", async () => {
    const book = utils.book_new();
    const rows = [["Model", "Price"], ["Heron", 2490], [], ["Wren", "=1+1"]];
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), "Prices");
    const [part] = await read(parser, "xlsx", write(book, { type: "buffer", bookType: "xlsx" }));
    expect(part).toMatchObject({
      place: { kind: "sheet", sheet: "Prices" },
      text: "Model · Price\nModel: Heron · Price: 2490\nModel: Wren · Price: =1+1",
    });
    expect(part?.rows.map(({ row }) => row)).toEqual([1, 2, 4]);
  });

  test("words that the ends of lines divided are whole, and keep a hyphen that they have elsewhere", async () => {
    const lines = [
      "The inter-",
      "national fair shows a well-known boat, the best of all. As un-",
      "known makers do, a well-",
      "known one sold it in 2019-",
      "2020, beside Anna-",
      "Maria and x-",
      "rays, as the best-",
      "known boat.",
    ];
    const [part] = await read(parser, "pdf", makePdf([lines]));
    expect(part?.text).toBe(
      `The international fair shows a well-known boat, the best of all. As unknown makers do, a well-known one sold it in ${"2019-\n2020, beside Anna-\nMaria and x-\nrays, as the best-known boat."}`,
    );
  });

  test("cells of a sheet by their columns, whatever stands in them", async () => {
    const book = utils.book_new();
    const rows = [["2026"], ["", "Wren · red", "", "1,990"]];
    const sheet = utils.sheet_add_aoa(utils.aoa_to_sheet([]), rows, { origin: "B2" });
    utils.book_append_sheet(book, sheet, "Prices");
    const [part] = await read(parser, "xlsx", write(book, { type: "buffer", bookType: "xlsx" }));
    const cells = part?.rows.map(({ cells = [] }) =>
      [0, 3]
        .filter((at) => at < cells.length)
        .map((at) => [cells[at], part.text.slice(cells[at + 1], cells[at + 2])]),
    );
    expect(cells).toEqual([
      [[1, "2026"]],
      [
        [2, "Wren · red"],
        [4, "1,990"],
      ],
    ]);
  });

  test.each([
    ["commas", "Model,Price\nHeron,2490\n"],
    ["semicolons and a mark of bytes", "\ufeffModel;Price\nHeron;2490\n"],
    ["quotes", '"Model","Price"\n"Heron","2490"\n'],
  ])("a CSV with %s", async (_name, text) => {
    const [part] = await read(parser, "csv", bytesOf(text));
    expect(part?.text).toBe("Model · Price\nModel: Heron · Price: 2490");
  });

  test("ragged rows and formulas stay text", async () => {
    const [part] = await read(parser, "csv", bytesOf('a,b\n=HYPERLINK("http://x"),2,3,4\n\n1\n'));
    expect(part?.text).toContain('a: =HYPERLINK("http://x") · b: 2 · 3 · 4');
  });

  test("a page without what nobody reads in it", async () => {
    const html =
      "<title>T</title><h1>Prices</h1><script>alert(1)</script><p>The <b>Heron</b>\n costs 2,490.</p><style>x</style><ul><li>one<li>two</ul>";
    const [part] = await read(parser, "html", bytesOf(html));
    expect(part?.text.trim()).toBe("Prices\n\nThe Heron costs 2,490.\n\none\n\ntwo");
    expect(part && headingsOf(part)).toEqual(["Prices"]);
  });

  test("Markdown by its headings, but not those in code", async () => {
    const [part] = await read(parser, "markdown", bytesOf("# One\ntext\n```\n# none\n```\n## Two\n"));
    expect(part && headingsOf(part)).toEqual(["# One", "## Two"]);
  });

  test("text in any encoding, and nothing in it that cannot be kept", async () => {
    const text = async (bytes: Uint8Array) => (await read(parser, "text", bytes))[0]?.text;
    expect(await text(bytesOf("Zürich\r\nBergen\0"))).toBe("Zürich\nBergen");
    expect(await text(new Uint8Array([0x5a, 0xfc, 0x72]))).toBe("Zür");
    expect(await text(new Uint8Array([0xff, 0xfe, 0x5a, 0x00, 0x3d, 0xd8]))).toBe("Z\ufffd");
  });

  const REAL = process.env.PARLEY_BENCH_DATA ? path.join(process.env.PARLEY_BENCH_DATA, "documents") : "";
  test.runIf(REAL !== "" && existsSync(REAL))(
    "real reports, every page of them",
    { timeout: 120_000 },
    async () => {
      for (const name of readdirSync(REAL)) {
        const body = Readable.toWeb(createReadStream(path.join(REAL, name))) as ReadableStream<Uint8Array>;
        const parsed = await createParserProcess().parse(body, { kind: "pdf" });
        expect(parsed.ok, name).toBe(true);
        if (parsed.ok)
          expect(parsed.parts.filter(({ text }) => text.length > 100).length).toBeGreaterThan(20);
      }
    },
  );
});

describe("what cannot be read is said", () => {
  const parser = createParserHere();
  const zeros = new Uint8Array(310 * MIB);
  const cases: [string, ParsedKind, () => Uint8Array | Promise<Uint8Array>, string][] = [
    ["a locked PDF", "pdf", lockedPdf, "encrypted"],
    ["a PDF that was cut off", "pdf", async () => (await pdfOf(["Half of it."])).slice(0, 400), "damaged"],
    ["no PDF at all", "pdf", () => bytesOf("%PDF-1.7 and nothing else %%EOF"), "damaged"],
    [
      "a PDF of too many pages",
      "pdf",
      () => pdfOf(Array.from({ length: 2_501 }, (_, i) => `p${i}`)),
      "too_many_pages",
    ],
    [
      "a locked Word document",
      "docx",
      () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
      "encrypted",
    ],
    [
      "a Word document that was cut off",
      "docx",
      async () => (await docxOf(["Half"])).slice(0, 500),
      "damaged",
    ],
    [
      "an archive that is no Word document",
      "docx",
      () => zipOf([{ name: "x.txt", content: "x" }]),
      "damaged",
    ],
    ["a bomb", "docx", () => zipOf([{ name: "word/document.xml", content: zeros }]), "too_large"],
    [
      "a bomb that lies",
      "xlsx",
      () => zipOf([{ name: "xl/workbook.xml", content: zeros, claims: 100 }]),
      "damaged",
    ],
    [
      "ten thousand files in one",
      "pptx",
      () => zipOf(Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}`, content: "" }))),
      "too_large",
    ],
    ["a presentation without slides", "pptx", () => pptxOf([]), "damaged"],
    ["an empty text", "text", () => bytesOf(" \n\t -- "), "empty"],
    ["an empty page", "html", () => bytesOf("<script>x</script>"), "empty"],
    ["an empty workbook", "csv", () => bytesOf(",,,\n,,\n"), "empty"],
  ];

  test("a scan, and how many pages it has", async () => {
    expect(await parse(parser, "pdf", await scanOf(3))).toEqual({ ok: false, fault: "scan", pages: 3 });
  });

  test.each(cases)("%s", { timeout: 60_000 }, async (_name, kind, make, fault) => {
    expect(await parse(parser, kind, await make())).toEqual({ ok: false, fault });
  });
});

describe("a process that reads", () => {
  test("is killed when it takes too long, and when it takes too much", { timeout: 60_000 }, async () => {
    const long = await pdfOf(Array.from({ length: 500 }, (_, i) => `Page ${i}`));
    expect(await parse(createParserProcess({ seconds: 0.05 }), "pdf", long)).toEqual({
      ok: false,
      fault: "too_slow",
    });
    const wide = bytesOf("word ".repeat(8 * MIB));
    const narrow = createParserProcess({ heapMegabytes: 8 });
    expect(await parse(narrow, "html", wide)).toEqual({ ok: false, fault: "too_large" });
    expect((await parse(createParserProcess(), "text", bytesOf("still here"))).ok).toBe(true);
  });

  test("ends when nobody wants it any more", async () => {
    const stop = new AbortController();
    const long = await pdfOf(Array.from({ length: 300 }, (_, i) => `Page ${i}`));
    const reading = createParserProcess().parse(streamOf(long), { kind: "pdf", signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });

  test("tells how far it is", { timeout: 60_000 }, async () => {
    const told: number[] = [];
    const long = await pdfOf(Array.from({ length: 50 }, (_, i) => `Page ${i}`));
    await createParserProcess().parse(streamOf(long), {
      kind: "pdf",
      onProgress: (percent) => told.push(percent),
    });
    expect(told.at(-1)).toBe(100);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });
});
