import fc from "fast-check";
import { expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import {
  findOwnQuestion,
  MOST_MENTIONS,
  matchMentions,
  readMentions,
  splitText,
  withoutAssistant,
} from "./rules";
import { Emoji, MessageBody, SendMessage } from "./schema";

const ana = { id: "1", name: "Ana" };
const anaMaria = { id: "2", name: "Ana Maria" };
const ben = { id: "3", name: "Ben" };
const people = [ana, anaMaria, ben];

test("a name behind an @ is a mention; the longest name wins", () => {
  expect(matchMentions("@Ana Maria and @ben, please", people)).toEqual([anaMaria, ben]);
  expect(matchMentions("hello @ana.", people)).toEqual([ana]);
});

test("what is in code, in an address or inside a word names nobody", () => {
  expect(matchMentions("`@Ben` and ```\n@Ana\n``` and mail@ben.com and a@Ben", people)).toEqual([]);
  expect(readMentions("`@channel` but write to x@here.org").all).toBe(false);
});

test("@channel and @here address everybody", () => {
  expect(readMentions("@channel lunch").all).toBe(true);
  expect(readMentions("see @here.").all).toBe(true);
});

test("ten thousand names are read quickly and notify at most fifty", () => {
  const body = Array.from({ length: 10_000 }, (_, n) => `@person${n}`).join(" ");
  const startedAt = performance.now();
  expect(readMentions(body).words).toHaveLength(MOST_MENTIONS);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test("cutting a text for display loses no character of it but quotation marks and numbers of citations", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const plain = text.replaceAll('"', "").replaceAll("[", "");
      const whole = splitText(plain, ["Ana", "Ben"])
        .map((piece) => (piece.kind === "citation" ? "" : piece.text))
        .join("");
      expect(whole).toBe(plain);
    }),
  );
});

test("quoted words with a number behind them are a quote and its citation", () => {
  expect(splitText('He said "We move." [1] and left [2].', [])).toEqual([
    { kind: "text", text: "He said " },
    { kind: "quote", text: "“We move.”" },
    { kind: "text", text: " " },
    { kind: "citation", n: 1 },
    { kind: "text", text: " and left " },
    { kind: "citation", n: 2 },
    { kind: "text", text: "." },
  ]);
});

test("blank, zero-width and tag characters alone are no message; what is readable keeps its form", () => {
  for (const blank of ["", "  \n ", "\u200b\u200d", "\u{E0041}\u{E0042}", "\u3164"]) {
    expect(MessageBody.parse(blank)).toBe("");
    expect(SendMessage.safeParse({ clientId: newId(), body: blank }).success).toBe(false);
    expect(SendMessage.safeParse({ clientId: newId(), body: blank, fileIds: [newId()] }).success).toBe(true);
  }
  expect(MessageBody.parse("  a\n\n b  \n")).toBe("  a\n\n b");
  expect(MessageBody.safeParse("x".repeat(40_001)).success).toBe(false);
});

test("a reaction is one emoji, families and flags included", () => {
  for (const emoji of ["👍", "👍🏽", "👨‍👩‍👧‍👦", "🇳🇵", "❤️", "#️⃣"])
    expect(Emoji.safeParse(emoji).success, emoji).toBe(true);
  for (const other of ["", "a", "👍👍", ":+1:", "👍 "])
    expect(Emoji.safeParse(other).success, other).toBe(false);
});

test("an answer's question is the nearest that was put to the assistant, and one's own or nobody's", () => {
  const said = (id: string, memberId: string, body: string, role: "user" | "assistant" = "user") => ({
    id,
    body,
    role,
    author: { kind: "person" as const, id: memberId, name: "" },
    deletedAt: null,
  });
  const question = said("2", "ana", "@assistant why did the launch move?");
  const messages = [
    said("1", "ben", "Morning."),
    question,
    said("3", "ben", "Good question."),
    said("4", "a", "", "assistant"),
  ];
  expect(findOwnQuestion(messages, { id: "4" }, "ana")).toBe(question);
  expect(findOwnQuestion(messages, { id: "4" }, "ben")).toBeUndefined();
  expect(findOwnQuestion(messages, { id: "elsewhere" }, "ana")).toBeUndefined();
  expect(withoutAssistant(question.body)).toBe("why did the launch move?");
});
