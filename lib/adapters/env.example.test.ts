import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ENV_NAMES, parseEnv } from "@/lib/adapters/env";

const example = readFileSync(join(import.meta.dirname, "../../.env.example"), "utf8");
const lines = example.split("\n").flatMap((line) => {
  const [, name, value] = /^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, value: value ?? "", isComment: line.startsWith("#") }];
});

test(".env.example lists every variable that is read, once, and no other", () => {
  expect(lines.map(({ name }) => name).sort()).toEqual([...ENV_NAMES].sort());
});

test("it sets nothing by being copied, and what it proposes is well-formed", () => {
  expect(lines.filter(({ isComment }) => !isComment)).toEqual([]);
  expect(() => parseEnv(Object.fromEntries(lines.map(({ name, value }) => [name, value])))).not.toThrow();
});
