import fc from "fast-check";
import { expect, test } from "vitest";
import { type CitablePassage, CitationReader } from "./rules";

const conversationId = "01890000-0000-7000-8000-000000000001";
const passage = (n: number, text: string): CitablePassage => ({
  n,
  text,
  sourceType: "conversation",
  sourceId: conversationId,
  version: 1,
  anchor: { kind: "message", conversationId, messageId: conversationId, seq: n },
  title: "#launch",
});
const passages = [
  passage(1, "We moved the launch to 12 May.\nThe supplier’s late."),
  passage(2, 'Ben said "no way" to the Friday plan.'),
  passage(3, "发布会推迟到五月"),
];

function readAll(answer: string, sizes: number[] = [answer.length]) {
  const reader = new CitationReader(passages);
  const shown = [];
  for (let at = 0, i = 0; at < answer.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1);
    shown.push(...reader.push(answer.slice(at, at + size)));
    at += size;
  }
  shown.push(...reader.end());
  const text = shown.map((piece) => ("text" in piece ? piece.text : "")).join("");
  const citations = shown.flatMap((piece) => ("citation" in piece ? [piece.citation] : []));
  return { text, quotes: citations.map(({ n, quote }) => `${n}: ${quote}`), ...reader.counts };
}

test("quotes that stand in their passage become citations, numbered as they appear", () => {
  const answer =
    'Ben disagreed: "no way" [2]. Still, "We moved the launch to 12 May" [1], as "no way" [2] shows.';
  expect(readAll(answer)).toEqual({
    text: 'Ben disagreed: "no way" [1]. Still, "We moved the launch to 12 May" [2], as "no way" [1] shows.',
    quotes: ["1: no way", "2: We moved the launch to 12 May"],
    quoted: 2,
    leftOut: 0,
  });
});

test("a quote that is not in any passage is left out with its number, and counted", () => {
  expect(readAll('It slipped: "We cancelled everything" [1]. Then "We moved the launch" [1].')).toEqual({
    text: 'It slipped:. Then "We moved the launch" [1].',
    quotes: ["1: We moved the launch"],
    quoted: 1,
    leftOut: 1,
  });
  expect(readAll("They moved it [1]. And [42] more [7].").text).toBe("They moved it. And more.");
});

test("a wrong number is forgiven when another passage has the words", () => {
  expect(readAll('"We moved the launch" [2]').quotes).toEqual(["1: We moved the launch"]);
});

test("quotes with quotation marks in them, over two lines, or before more words are found", () => {
  expect(readAll('"Ben said "no way" to the Friday plan." [2]').quotes).toEqual([
    '1: Ben said "no way" to the Friday plan.',
  ]);
  expect(readAll('"launch to 12 May.\nThe supplier\'s late" [1]').quotes).toEqual([
    "1: launch to 12 May.\nThe supplier’s late",
  ]);
  expect(readAll('He wrote "We moved the launch" back then [1].')).toMatchObject({
    text: 'He wrote "We moved the launch" back then [1].',
    quoted: 1,
  });
  expect(readAll("“发布会推迟到五月”[3]。").text).toBe("“发布会推迟到五月”[1]。");
  expect(readAll('"We moved the launch" [1][2] and [1, 3]').text).toBe('"We moved the launch" [1] and [1]');
});

test("code, links, lists and lone quotation marks pass untouched", () => {
  for (const text of [
    '```ts\nconst a = b[1] + "x" [2];\n```\ndone',
    'call `a[1]` or `"x" [1]` now',
    "see [the plan](https://example.com) and - [ ] open",
    'a 5" pipe\nand more',
    "“unclosed",
    "a  b \n\n c ",
    "a ` b",
    "[",
    '"',
  ]) {
    expect(readAll(text).text).toBe(text);
  }
});

test("however the provider cuts it, the answer is the same, and plain words pass to the character", () => {
  const bits = [
    ...'ab .,\n`[]12"“”推é',
    '"We moved the launch" [1]',
    '"We lied" [1]',
    "[2]",
    " [1, 2]",
    "```\nx[1]\n```",
    "“no way”",
    "😀",
  ];
  const answers = fc.array(fc.constantFrom(...bits), { maxLength: 30 }).map((some) => some.join(""));
  fc.assert(
    fc.property(answers, fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (answer, sizes) => {
      expect(readAll(answer, sizes)).toEqual(readAll(answer));
    }),
    { numRuns: 2_000 },
  );
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }).filter((text) => !/["“„«「『[`]/.test(text)),
      (text) => {
        expect(readAll(text, [1]).text).toBe(text);
      },
    ),
  );
});
