import { expect, test } from "vitest";
import { findWords } from "./find-words";

const cut = (pieces: string[], quote: string, near?: number) =>
  findWords(pieces, quote, near).map(({ piece, start, end }) => pieces[piece]?.slice(start, end));

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

test("of several places the nearest one is meant", () => {
  const pieces = ["five years", "something else", "five years"];
  expect(findWords(pieces, "five years", 0)[0]?.piece).toBe(0);
  expect(findWords(pieces, "five years", 1)[0]?.piece).toBe(2);
});

test("Chinese is found without blanks; what is not there is not found", () => {
  expect(cut(["电池保修", "五年"], "电池保修五年")).toEqual(["电池保修", "五年"]);
  expect(findWords(["one thing"], "another thing")).toEqual([]);
  expect(findWords(["x"], "!")).toEqual([]);
});
