import fc from "fast-check";
import { expect, test } from "vitest";
import { findQuote, sentencesOf } from "./rules";

const source = "Ana wrote: “We moved the launch\n to 12 May – the  supplier’s late.” Removed nothing else.";

test("a quote is found as it is written, or with other spaces, marks and dashes, and comes back as the source has it", () => {
  expect(findQuote(source, "We moved the launch\n to 12 May")?.quote).toBe("We moved the launch\n to 12 May");
  expect(findQuote(source, "We moved the launch to 12 May - the supplier's late.")?.quote).toBe(
    "We moved the launch\n to 12 May – the  supplier’s late.",
  );
  expect(findQuote("Das Café ist zu", "Das Cafe\u0301 ist zu")?.quote).toBe("Das Café ist zu");
  expect(findQuote("Das Cafe\u0301 ist zu", "Café ist")?.quote).toBe("Cafe\u0301 ist");
});

test("punctuation that the writer added inside the marks is forgiven", () => {
  expect(findQuote("we ship on Monday because of tests", "we ship on Monday.")?.quote).toBe(
    "we ship on Monday",
  );
});

test("other words, other case, half words and next to nothing are not found", () => {
  for (const quote of [
    "We moved the launches",
    "we Moved the launch",
    "moved nothing else",
    "emoved",
    "to",
    "—",
    "",
    "  ",
    '"',
  ]) {
    expect(findQuote(source, quote), quote).toBeNull();
  }
  expect(findQuote("a removed b", "moved")).toBeNull();
  expect(findQuote("a removed b, moved c", "moved")).toEqual({ start: 13, end: 18, quote: "moved" });
});

test("words that run together are found anywhere in a line", () => {
  expect(findQuote("发布会推迟到五月，因为供应商晚了", "推迟到五月")?.quote).toBe("推迟到五月");
  expect(findQuote("เราเลื่อนการเปิดตัวไปเดือนพฤษภาคม", "เลื่อนการเปิดตัว")?.quote).toBe("เลื่อนการเปิดตัว");
});

test("whatever is cut from a text at word borders is found in it, at a place that holds just that", () => {
  const word = fc.stringMatching(/^[a-zäöé]{3,9}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), fc.nat(), fc.nat(), (words, a, b) => {
      const from = a % words.length;
      const quote = words.slice(from, from + 1 + (b % (words.length - from))).join(" ");
      const found = findQuote(words.join(" "), quote);
      expect(found && words.join(" ").slice(found.start, found.end)).toBe(quote);
    }),
  );
});

test("sentences keep their place", () => {
  const text = "We slipped. Why? The supplier is late!\n\nNew plan: 12 May.\n发布推迟了。新计划是五月。";
  const sentences = sentencesOf(text);
  expect(sentences.map(({ quote }) => quote)).toEqual([
    "We slipped.",
    "Why?",
    "The supplier is late!",
    "New plan: 12 May.",
    "发布推迟了。",
    "新计划是五月。",
  ]);
  for (const { start, end, quote } of sentences) expect(text.slice(start, end)).toBe(quote);
});
