import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createEmbeddedOcr } from "@/lib/adapters/ocr/embedded";
import { createParserProcess } from "@/lib/adapters/parser/process";

const FIXTURES = path.join(process.cwd(), "tests/fixtures/scans");
const parser = createParserProcess();
const ocr = createEmbeddedOcr(["eng"]);

// How the fixtures were made stands beside them.
test.each([
  ["CCITT group 4", "g4.pdf"],
  ["JBIG2", "jbig2.pdf"],
  ["JPEG 2000", "jpx.pdf"],
  ["CCITT group 4 that lies on its side, and says so", "rotated.pdf"],
])(
  "a page that is a picture in %s is known for a scan, drawn and read",
  {
    timeout: 240_000,
  },
  async (_kind, name) => {
    const bytes = new Uint8Array(readFileSync(path.join(FIXTURES, name)));
    const body = () => new Blob([bytes]).stream();
    expect(await parser.parse(body(), { kind: "pdf" })).toEqual({ ok: false, fault: "scan", pages: 1 });
    const [drawn] = await parser.draw(body(), [1]);
    const { paragraphs } = await ocr.look(drawn?.jpeg ?? new Uint8Array());
    const lines = paragraphs.flat();
    expect(lines.map(({ text }) => text)).toEqual([
      "Annual leave is twenty-seven days.",
      "Sick pay lasts six weeks.",
      "The cellar key hangs by the door.",
    ]);
    expect(lines[0]?.box?.left).toBeCloseTo(0.12, 1);
    expect(lines[0]?.box?.top).toBeCloseTo(0.1, 1);
  },
);
