import { test } from "vitest";
import { expectXquad, LONG } from "./loaded";

test("XQuAD English, a language of words: the paragraph that answers, and that none does", LONG, () =>
  expectXquad("en", 0.97),
);
