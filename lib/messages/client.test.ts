import { expect, test } from "vitest";
import { messageDto } from "@/tests/support/message-dto";
import {
  type Change,
  emptyTimeline,
  fold,
  mergePage,
  mergeSnapshot,
  standingOf,
  type Timeline,
} from "./client";
import type { MessageDto } from "./schema";

const message = (seq: number, more: Partial<MessageDto> = {}) => messageDto({ seq, ...more });
const created = (seq: number, one: MessageDto): Change => ({
  seq,
  kind: "message.created",
  messageId: one.id,
  message: one,
});
const at = (eventSeq: number, messages: MessageDto[]): Timeline => ({ ...emptyTimeline, eventSeq, messages });

test("a change is next, known, behind a gap, or without its content", () => {
  const timeline = at(5, []);
  const one = message(1);
  expect(standingOf(timeline, created(6, one))).toBe("next");
  expect(standingOf(timeline, created(5, one))).toBe("known");
  expect(standingOf(timeline, created(8, one))).toBe("gap");
  expect(standingOf(timeline, { seq: 6, kind: "message.created", messageId: one.id })).toBe("incomplete");
});

test("a new message stands at the end, an edited one in its place", () => {
  const first = message(1);
  const timeline = fold(at(1, [first]), created(2, message(2)));
  const edited = fold(timeline, {
    seq: 3,
    kind: "message.updated",
    messageId: first.id,
    message: { ...first, body: "new" },
  });
  expect(edited.messages.map((one) => one.body)).toEqual(["new", "message 2"]);
  expect(edited.eventSeq).toBe(3);
});

test("a message beyond a window that ends in the past is not stuck to its end", () => {
  const timeline = { ...at(90, [message(1), message(2)]), hasAfter: true };
  expect(fold(timeline, created(91, message(40))).messages).toHaveLength(2);
});

test("a reply counts on its parent once, however often it is told", () => {
  const parent = message(1);
  const reply = message(0, { seq: null, parentId: parent.id, replySeq: 1 });
  const once = fold(at(1, [parent]), created(2, reply));
  expect(fold(once, created(2, reply)).messages[0]?.replyCount).toBe(1);
});

test("a snapshot that is older than the store changes nothing; a newer one joins what was paged in above", () => {
  const older = [message(1), message(2)];
  const timeline = { ...at(9, older), hasBefore: false };
  const page = { items: [message(3)], hasBefore: true, hasAfter: false, eventSeq: 8 };
  expect(mergeSnapshot(timeline, page)).toBe(timeline);
  const merged = mergeSnapshot(timeline, { ...page, eventSeq: 12 });
  expect(merged.messages.map((one) => one.seq)).toEqual([1, 2, 3]);
  expect(merged.hasBefore).toBe(false);
});

test("a page of older messages joins without doubling", () => {
  const known = [message(3), message(4)];
  const page = { items: [message(2), ...known.slice(0, 1)], hasBefore: true, hasAfter: true, eventSeq: 1 };
  expect(mergePage(at(9, known), page, "before").messages.map((one) => one.seq)).toEqual([2, 3, 4]);
});

test("an answer of the log that the socket has overtaken brings nothing back", () => {
  const first = message(1);
  const newest = { ...first, body: "the newest" };
  const known = fold(at(1, [first]), {
    seq: 2,
    kind: "message.updated",
    messageId: first.id,
    message: newest,
  });
  const late = [{ seq: 2, kind: "message.updated", messageId: first.id, message: first }];
  expect(late.reduce(fold, known)).toBe(known);
});
