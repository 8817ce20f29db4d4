import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { typedPlan } from "../templates/rules";
import { readTranscript } from "../transcripts/rules";
import { toDocx } from "./docx/rules";
import { fitsPdf, toPdf } from "./pdf/rules";
import { blocksOf, type Exported, toMarkdown, toSrt, toVtt } from "./rules";

const exported: Exported = {
  title: "Stand-up <Heron>",
  durationMs: 60_000,
  createdAt: "2026-08-01T08:00:00.000Z",
  report: {
    template: "meeting",
    templateName: "Customer interview",
    engine: "quotes",
    stale: false,
    sections: [
      { ...typedPlan("summary"), lines: [] },
      {
        ...typedPlan("action_items"),
        lines: [
          {
            id: "018f0000-0000-7000-8000-000000000001",
            text: "I will call the laboratory.",
            quote: "I will call the laboratory.",
            speaker: "Ben",
            segmentIds: ["s1"],
            startMs: 65_000,
            endMs: 70_000,
            owner: "Ben",
            due: "by Thursday",
            stale: false,
          },
        ],
      },
      {
        kind: "custom",
        id: "018f0000-0000-7000-8000-000000000002",
        title: "Price",
        about: "What was said about the price.",
        lines: [],
      },
    ],
  },
  notes: [
    { atMs: 4_000, text: "Ask *Mia* about the shops", author: "Ana" },
    { atMs: 9_000, text: "", author: "Ana" },
  ],
  segments: [
    { startMs: 1_000, endMs: 3_500, speaker: "Ana", text: "We move it & tell <everybody>." },
    { startMs: 3_600_000, endMs: 3_601_250, speaker: null, text: "Agreed." },
  ],
};

test("as Markdown every line has its second, and nothing of it becomes a mark", () => {
  expect(toMarkdown(blocksOf(exported))).toBe(`# Stand-up \\<Heron\\>


## Action items

- [1:05] Ben: I will call the laboratory. (Ben, by Thursday)

## Price

Nothing was said about this.


## Notes

- [0:04] Ana: Ask \\*Mia\\* about the shops
- [0:09] Ana: Marked

## Transcript

[0:01] Ana: We move it & tell \\<everybody\\>.

[1:00:00] Agreed.
`);
});

test("as subtitles it comes back as it went", () => {
  const back = [
    { startMs: 1_000, endMs: 3_500, speaker: "Ana", text: "We move it & tell <everybody>." },
    { startMs: 3_600_000, endMs: 3_601_250, speaker: null, text: "Agreed." },
  ];
  expect(readTranscript(toVtt(exported.segments), null)).toEqual(back);
  expect(toSrt(exported.segments)).toContain("1\n00:00:01,000 --> 00:00:03,500\nAna: We move it");
});

test("as a Word document it is a zip of well-formed parts, whatever was said", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const parts = entriesOf(Buffer.from(toDocx([{ kind: "line", text }])));
      expect([...parts.keys()]).toContain("word/document.xml");
      expect(parts.get("word/document.xml")).not.toMatch(/\p{Cc}|&(?!amp;|lt;|gt;)/u);
    }),
  );
  const parts = entriesOf(Buffer.from(toDocx(blocksOf(exported))));
  expect(parts.get("word/document.xml")).toContain("We move it &amp; tell &lt;everybody&gt;.");
});

test("as a PDF it has its pages, and says what it cannot hold", () => {
  const line = { kind: "line" as const, text: "Über die Brücke (schnell) \\ “gut” – 5 €. ".repeat(10) };
  const pdf = Buffer.from(toPdf(Array.from({ length: 60 }, () => line))).toString("latin1");
  expect(pdf.startsWith("%PDF-1.4")).toBe(true);
  expect(Number(/\/Count (\d+)/.exec(pdf)?.[1])).toBeGreaterThan(2);
  const at = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
  expect(pdf.slice(at, at + 4)).toBe("xref");
  expect(pdf).toContain("\\334ber die Br\\374cke \\050schnell\\051");
  expect(fitsPdf([line])).toBe(true);
  expect(fitsPdf([{ kind: "line", text: "推迟" }])).toBe(false);
});

/** The parts of a zip archive, by their names. */
function entriesOf(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf("PK\x05\x06");
  const parts = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < zip.readUInt16LE(end + 10); i++) {
    const [method, size, nameLength] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
    ];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + size);
    parts.set(name, (method === 8 ? inflateRawSync(bytes) : bytes).toString("utf8"));
    at += 46 + nameLength;
  }
  return parts;
}
