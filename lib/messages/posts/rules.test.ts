import { expect, test } from "vitest";
import { withoutCitations } from "../citations/rules";
import type { CitationDto } from "../schema";
import { onOneLine, readPost, writePost } from "./rules";

const LINES = [
  { text: 'We move\n\nthe "launch" [1] by one week.', isQuote: true, section: "**Price**" },
  { text: "# The lab repeats the test", isQuote: false, section: "Next *steps*" },
  { text: "And the price", isQuote: false, section: "Next *steps*" },
];

test("what is written is read again, line by line, whatever stands in it", () => {
  expect(readPost(writePost("Stand-up", LINES))).toEqual([
    { n: 1, text: "We move the 'launch' [1] by one week.", isQuote: true, section: "**Price**" },
    { n: 2, text: "# The lab repeats the test", isQuote: false, section: "Next *steps*" },
    { n: 3, text: "And the price", isQuote: false, section: "Next *steps*" },
  ]);
  const [line] = LINES;
  const bare = line ? [{ ...line, section: null }] : [];
  expect(writePost("Stand-up", bare).split("\n")).toHaveLength(2);
  expect(readPost(writePost("Stand-up", bare))).toMatchObject([{ n: 1, section: null }]);
  expect(readPost("")).toEqual([]);
});

test("where its source may not be read, nothing of it is left: no name, no words of a model", () => {
  for (const title of ["Stand-up", "A **bold**\n\ntitle", "* [1] *"]) {
    const body = writePost(title, LINES);
    const citations = LINES.map(
      ({ text }, at): CitationDto => ({
        n: at + 1,
        sourceType: "recording",
        sourceId: "01a21a52-905c-7bba-a7f6-b7fc32999675",
        version: 1,
        anchor: { kind: "time", startMs: 0, endMs: 1 },
        title: onOneLine(title),
        quote: text,
        verified: true,
      }),
    );
    expect(withoutCitations({ body, citations }, citations)).toEqual({ body: "", citations: [] });
  }
});
