import { expect, test } from "vitest";
import * as z from "zod";
import { fromSnake, toSnake } from "./case";

const Schema = z.object({
  clientId: z.string(),
  lastRead: z.object({ messageSeq: z.int() }).nullable(),
  reactionsByEmoji: z.record(z.string(), z.object({ memberIds: z.array(z.string()) })),
  anchor: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("time"), startMs: z.int() }),
    z.object({ kind: z.literal("page"), pageNumber: z.int() }),
  ]),
  freeJson: z.unknown(),
});

const camel = {
  clientId: "a",
  lastRead: { messageSeq: 3 },
  reactionsByEmoji: { someKey: { memberIds: ["x"] } },
  anchor: { kind: "page", pageNumber: 2 },
  freeJson: { keepMe: 1, keep_me: 2 },
};

test("keys are renamed by the schema, and what is not in the schema stays as it is", () => {
  expect(toSnake(Schema, camel)).toEqual({
    client_id: "a",
    last_read: { message_seq: 3 },
    reactions_by_emoji: { someKey: { member_ids: ["x"] } },
    anchor: { kind: "page", page_number: 2 },
    free_json: { keepMe: 1, keep_me: 2 },
  });
});

test("there and back is the same", () => {
  expect(fromSnake(Schema, toSnake(Schema, camel))).toEqual(camel);
});

test("an unknown key keeps its own name, so that it can be refused by it", () => {
  expect(fromSnake(Schema, { client_id: "a", not_known: 1 })).toEqual({ clientId: "a", not_known: 1 });
});

test("a key in the other case is refused, not an alias", () => {
  expect(() => fromSnake(Schema, { clientId: "a" })).toThrow("Write this field as client_id.");
  expect(() => fromSnake(Schema, { client_id: "a", clientId: "b" })).toThrow("client_id");
  expect(
    z.strictObject({ clientId: z.string() }).safeParse(fromSnake(Schema, { clientid: "a" })).success,
  ).toBe(false);
});
