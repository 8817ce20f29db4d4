import { expect, test } from "vitest";
import { differenceIn } from "./differ";
import type { SelectedQuote } from "./select";

function quotesOf(...texts: string[]): SelectedQuote[] {
  return texts.map((quote, index) => ({
    quote,
    n: index + 1,
    passage: { n: index + 1, title: `Source ${index + 1}`, place: "", text: quote },
  }));
}

test.each([
  [
    "What does the Heron cost?",
    ["The Heron costs 2,490 euros.", "The Heron costs 2,290 euros."],
    ["2,490", "2,290"],
  ],
  [
    "What does the Heron cost?",
    ["The Heron costs €2490.", "From now on the Heron costs 2.290 €."],
    ["2490", "2.290"],
  ],
  ["When is the launch?", ["The launch is on 12 May.", "The launch is on 19 May."], ["12", "19"]],
  // The same number, however it is written.
  ["What does the Heron cost?", ["The Heron costs 2,490 euros.", "The Heron costs €2490."], null],
  // Numbers of other things.
  ["What does the Heron cost?", ["The Heron costs 2,490 euros.", "The Heron costs you 3 minutes."], null],
  ["What does the Heron cost?", ["The Heron costs 2,490 euros.", "The Heron weighs 31 kilograms."], null],
  ["What does the Heron cost?", ["The Heron costs 2,490 euros.", "The Heron costs much."], null],
  ["?", [], null],
] as const)("%s %j", (question, texts, numbers) => {
  expect(differenceIn(quotesOf(...texts), question)?.numbers ?? null).toEqual(numbers);
});

test("one passage does not differ from itself", () => {
  const [first, second] = quotesOf("The Heron costs 2,490 euros.", "The Heron costs 2,290 euros.");
  if (!first || !second) throw new Error("There are two.");
  expect(
    differenceIn([first, { ...second, passage: first.passage }], "What does the Heron cost?"),
  ).toBeNull();
});
