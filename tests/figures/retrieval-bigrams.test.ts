import { test } from "vitest";
import { expectXquad, LONG } from "./loaded";

test("XQuAD Chinese: the paragraph that answers, and that none does", LONG, () => expectXquad("zh", 0.96));

test("XQuAD Thai: the paragraph that answers, and that none does", LONG, () => expectXquad("th", 0.91));
