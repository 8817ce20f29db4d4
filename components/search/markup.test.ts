import { expect, test } from "vitest";
import { readableExcerpt } from "./markup";

const read = (text: string) =>
  readableExcerpt(text, [])
    .map((piece) => piece.text)
    .join("");

test.each([
  ["## Battery\n\nIt **lasts** for _years_.", "Battery\n\nIt lasts for years."],
  ["> - see [the plan](https://example.com/x) and `npm start`", "see the plan and npm start"],
  ["| Part | Here |\n| --- | --- |\n| Frames | 38 |", "Part | Here\n\nFrames | 38"],
  ["```\nmenu > service\n```", "\nmenu > service\n"],
  ["snake_case_name, 2 * 3 * 4, a_b and **", "snake_case_name, 2 * 3 * 4, a_b and **"],
])("%j is read without its marks", (text, shown) => {
  expect(read(text)).toBe(shown);
});

test("what was looked for is highlighted, and its marks are not shown", () => {
  const pieces = readableExcerpt("The **battery** lasts.", [{ start: 6, end: 13 }]);
  expect(pieces.map(({ text, isHighlighted }) => [text, isHighlighted])).toEqual([
    ["The ", false],
    ["battery", true],
    [" lasts.", false],
  ]);
});
