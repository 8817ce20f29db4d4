import { expect, test } from "vitest";
import { asksTheSame, isQuestion, questionTerms, termsOf } from "./rules";

test("words become stems, whatever their case, accents and form", () => {
  expect(termsOf("Launches launched LAUNCHING; the Café naïve cafe")).toEqual([
    ...["launch", "launch", "launch"],
    ...["the", "cafe", "naiv", "cafe"],
  ]);
  expect(termsOf("v2.1 foo_bar ＡＢＣ １２")).toEqual(["v2", "1", "foo", "bar", "abc", "12"]);
});

test("scripts without spaces become pairs of characters", () => {
  expect(termsOf("发布推迟")).toEqual(["发布", "布推", "推迟"]);
  expect(termsOf("iPhone发布 X")).toEqual(["iphon", "发布", "x"]);
  expect(termsOf("人")).toEqual(["人"]);
  expect(termsOf("ไทย").length).toBeGreaterThan(0);
});

test("a question is searched by its meaning words, or by all when it has no others", () => {
  expect(questionTerms("Why did the launch move?")).toEqual(["launch", "move"]);
  expect(questionTerms("Who are you?")).toEqual(["who", "ar", "you"]);
  expect(questionTerms("?!")).toEqual([]);
});

test("a pasted blob is no term", () => {
  expect(termsOf(`ok ${"x".repeat(100_000)}`)).toEqual(["ok"]);
});

test("questions are told from statements", () => {
  for (const asked of [
    "Why did it move?",
    "@assistant why did the launch move",
    "为什么推迟？",
    "When do we ship? \n",
  ]) {
    expect(isQuestion(asked), asked).toBe(true);
  }
  for (const said of [
    "We moved it.",
    "What a day. We shipped.",
    "Ask Ben",
    "How we ship: on Mondays. Always.",
  ]) {
    expect(isQuestion(said), said).toBe(false);
  }
  expect(asksTheSame("why did the launch move?", "@ben do you know why the launch moved")).toBe(false);
  expect(asksTheSame("why did the launch move?", "Why was the launch moved?")).toBe(true);
});
