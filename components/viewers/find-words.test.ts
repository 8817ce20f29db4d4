import { expect, test } from "vitest";
import { findCited, findWords, type Stretch } from "./find-words";

const cut = (pieces: string[], quote: string, within?: Stretch) =>
  findWords(pieces, quote, within).map(({ piece, start, end }) => pieces[piece]?.slice(start, end));

test("a quote is found across the lines of a page, whatever the blanks", () => {
  const lines = [
    "Summary: the pack passes all items except the",
    "transport test, which is repeated",
    "on Thursday.",
  ];
  expect(cut(lines, "the pack passes all items except the transport test")).toEqual([
    "the pack passes all items except the",
    "transport test",
  ]);
});

test("hyphens at line ends, ligatures and curly quotes make no difference", () => {
  expect(cut(["the battery certiﬁ-", "cate comes"], "battery certificate comes")).toEqual([
    "battery certiﬁ-",
    "cate comes",
  ]);
  expect(cut(["He said “no deal”."], '"no deal"')).toEqual(["no deal"]);
});

test("the period of a quote is marked with it", () => {
  expect(cut(["It holds. It lasts."], "It holds.")).toEqual(["It holds."]);
});

test("of several places the one in the stretch is meant, else the nearest to it", () => {
  const pieces = ["five years", "something else", "five years"];
  const foundIn = (from: number, to: number) => findWords(pieces, "five years", { from, to })[0]?.piece;
  expect(foundIn(0, 1)).toBe(0);
  expect(foundIn(0.4, 1)).toBe(2);
  expect(foundIn(0.6, 0.6)).toBe(2);
  expect(findWords(pieces, "five years", 0.3)[0]?.piece).toBe(0);
});

test("of words that a page says twice those are meant that stand in the cited passage", () => {
  const lines = [
    "The pack is tested in May.",
    "It is light and small.",
    "The pack is tested in May.",
    "Then it ships.",
  ];
  const words = lines.flatMap((line) => line.split(/(?= )/)); // as a page may be drawn
  const read = lines.join("\n");
  const cited = (from: number) => ({ start: from, end: read.length });
  const first = (pieces: string[], from: number) => findCited(pieces, "tested in May", cited(from))[0]?.piece;
  expect(first(lines, 0)).toBe(0);
  expect(first(lines, read.indexOf("It is"))).toBe(2);
  expect(first(words, read.indexOf("It is"))).toBe(words.lastIndexOf(" tested"));
  expect(findCited(lines, "tested in May", null)[0]?.piece).toBe(0);
});

test("Chinese is found without blanks; what is not there is not found", () => {
  expect(cut(["电池保修", "五年"], "电池保修五年")).toEqual(["电池保修", "五年"]);
  expect(findWords(["one thing"], "another thing")).toEqual([]);
  expect(findWords(["x"], "!")).toEqual([]);
});
