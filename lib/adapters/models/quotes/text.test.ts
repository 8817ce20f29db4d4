import { describe, expect, test } from "vitest";
import { sentencesOf } from "./sentences";
import { titleOf } from "./title";
import { stem } from "./words";

describe("sentences", () => {
  const texts = (source: string) => sentencesOf(source).map(({ text }) => text);
  test.each([
    ["One. Two! Three?", ["One.", "Two!", "Three?"]],
    [
      "Dr. Ana met Mr. B. Smith at No. 5. Then she left.",
      ["Dr. Ana met Mr. B. Smith at No. 5.", "Then she left."],
    ],
    ["It costs 3.50 EUR. Fine.", ["It costs 3.50 EUR.", "Fine."]],
    [
      "- first point\n* second point\n2. third point\n> quoted",
      ["first point", "second point", "third point", "quoted"],
    ],
    ["没有。有！吗？", ["没有。", "有！", "吗？"]],
    ["\n \n", []],
  ])("of %j", (source, expected) => {
    expect(texts(source)).toEqual(expected);
  });
});

describe("words", () => {
  test.each([
    ["moved", "move"],
    ["moving", "moves"],
    ["launches", "launch"],
    ["planned", "plan"],
    ["companies", "company"],
    ["went", "go"],
    ["pricing", "price"],
  ])("%s and %s are one", (a, b) => {
    expect(stem(a)).toBe(stem(b));
  });
  test.each([
    ["bus", "bu"],
    ["class", "clas"],
    ["status", "statu"],
    ["news", "newt"],
  ])("%s is not %s", (a, b) => {
    expect(stem(a)).not.toBe(b);
  });
});

describe("titles", () => {
  test.each([
    ["@assistant why did the launch move?", "Why did the launch move?"],
    ["Hi there. What about **bold** things?", "Hi there"],
    ["one two three four five six seven eight nine ten", "One two three four five six seven eight"],
    ["see [the plan](https://evil.example/x) please", "See the plan please"],
    ["发布会为什么推迟？谢谢", "发布会为什么推迟？"],
    ["x".repeat(500), `X${"x".repeat(59)}`],
    ["", ""],
  ])("of %j", (question, title) => {
    expect(titleOf(question)).toBe(title);
  });
});
