import fc from "fast-check";
import { expect, test } from "vitest";
import { withNames } from "./rules";

const terms = [
  { heard: "bergan", written: "Bergen" },
  { heard: "hair on", written: "Heron" },
  { heard: "hair on two", written: "Heron 2" },
  { heard: "c++", written: "C++" },
];

test("a name is written as the glossary says, whole words alone, the longest first", () => {
  expect(withNames("BERGAN gets the hair  on two, and Bergans the Hair on.", terms)).toBe(
    "Bergen gets the Heron 2, and Bergans the Heron.",
  );
  expect(withNames("Written in c++.", terms)).toBe("Written in C++.");
});

test("whatever stands in it, nothing fails, and without a name nothing changes", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 2 }), (text, heard) => {
      expect(withNames(text, [])).toBe(text);
      withNames(text, [{ heard, written: "x" }]);
    }),
  );
});
