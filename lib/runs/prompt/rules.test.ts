import { expect, test } from "vitest";
import { parsePassagesBlock } from "@/lib/adapters/models/port";
import { assemblePrompt, estimateTokens, excerptOf, type Turn, withoutMention } from "./rules";

const passage = { n: 1, title: "#launch", place: "Ana, 3 March", text: "We moved the launch." };
const engine = { contextWindow: 8_000, maxOutput: 1_000 };
const input = {
  assistant: "assistant",
  question: "Why?",
  passages: [passage],
  turns: [],
  isShared: false,
  soFar: "",
  engine,
};
const turn = (text: string, role: Turn["role"] = "user", author = "Ana"): Turn => ({ role, author, text });

test("what was retrieved stands fenced before the question, and never in the instructions", () => {
  const { instructions, messages } = assemblePrompt(input);
  expect(instructions).not.toContain("moved the launch");
  expect(messages).toHaveLength(1);
  expect(parsePassagesBlock(messages[0]?.content ?? "")).toEqual([passage]);
  expect(messages[0]?.content.endsWith("\n\nWhy?")).toBe(true);
});

test("the newest turns are kept as far as the window goes, and never more", () => {
  const turns = Array.from({ length: 200 }, (_, i) =>
    turn(`${i} ${"word ".repeat(100)}`, i % 2 ? "assistant" : "user"),
  );
  const { messages, turnsLeftOut, inputTokens } = assemblePrompt({ ...input, turns });
  expect(inputTokens).toBeLessThan(engine.contextWindow - engine.maxOutput);
  expect(turnsLeftOut).toBeGreaterThan(100);
  expect(messages.at(-2)?.content).toContain("199 word");
  expect(messages[0]?.role).toBe("user");
  const small = assemblePrompt({ ...input, turns, engine: { contextWindow: 500, maxOutput: 100 } });
  expect(small.turnsLeftOut).toBe(200);
  expect(small.messages.at(-1)?.content).toContain("Why?");
});

test("several people are told apart, and roles alternate", () => {
  const turns = [
    turn("Hi"),
    turn("Hello", "user", "Ben"),
    turn("Good day", "assistant"),
    turn("So?", "user", "Ben"),
  ];
  const { messages } = assemblePrompt({ ...input, turns, isShared: true });
  expect(messages.slice(0, 3)).toEqual([
    { role: "user", content: "Ana: Hi\n\nBen: Hello" },
    { role: "assistant", content: "Good day" },
    { role: "user", content: "Ben: So?" },
  ]);
});

test("an answer that broke off is handed back with the wish to go on", () => {
  const { messages } = assemblePrompt({ ...input, soFar: "Because" });
  expect(messages.slice(1).map(({ role }) => role)).toEqual(["assistant", "user"]);
  expect(messages[1]?.content).toBe("Because");
});

test("the mention is not part of the question", () => {
  expect(withoutMention("@assistant, why did it move?", "assistant")).toBe("why did it move?");
  expect(withoutMention("why, @Assistant?", "assistant")).toBe("why, ?");
  expect(withoutMention("@assistants me@assistant.com", "assistant")).toBe("@assistants me@assistant.com");
  expect(withoutMention("@a.b why", "a.b")).toBe("why");
  expect(withoutMention("@assistant", "assistant")).toBe("@assistant");
});

test("a long text is cut around the place that speaks of the question", () => {
  const long = `${"filler ".repeat(1_000)}the zeppelin landed${" filler".repeat(1_000)}`;
  const cut = excerptOf(long, ["zeppelin"], 500);
  expect(cut.length).toBeLessThanOrEqual(500);
  expect(cut).toContain("the zeppelin landed");
  expect(long).toContain(cut);
  expect(excerptOf(long, ["absent"], 500)).toBe(long.slice(0, 500));
  expect(excerptOf("short", [], 500)).toBe("short");
});

test("tokens are counted roughly: a quarter of Latin characters, nearly all of others", () => {
  expect(estimateTokens("a".repeat(400))).toBe(100);
  expect(estimateTokens("推".repeat(100))).toBe(90);
});
