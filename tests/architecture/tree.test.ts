import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { NOUNS, VOCABULARY } from "./import-rules";
import { ROOT, read, sourcesUnder } from "./sources";

const TOP_LEVEL = [
  ".ci",
  ".dockerignore",
  ".env.example",
  ".gitignore",
  ".npmrc",
  "Dockerfile",
  "LICENSE",
  "README.md",
  "app",
  "biome.json",
  "components",
  "inngest",
  "instrumentation.ts",
  "lib",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "prisma",
  "prisma.config.ts",
  "proxy.ts",
  "public",
  "tests",
  "tsconfig.json",
];

const NOT_NOUNS = ["adapters", "cli", "core", "ctx.ts", "embedded", "outbox.ts", "relay.ts", "text", "web"];

/** Names that say nothing about what is inside. */
const DRAWERS = /^(index|utils?|helpers?|services?|managers?|types|misc|common|shared)\.tsx?$/;
const TWO_INDEXES = ["lib/adapters/index.ts", "inngest/index.ts"];
const LINES = 360;

test("the top level holds what is agreed and nothing else", () => {
  const kept = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const tops = new Set(
    kept
      .trim()
      .split("\n")
      .map((file) => file.split("/")[0]),
  );
  expect([...tops].filter((name) => !TOP_LEVEL.includes(name ?? ""))).toEqual([]);
});

test("lib holds nouns, and the few rooms that are none", () => {
  const known: readonly string[] = [...NOUNS, ...NOT_NOUNS];
  const found = readdirSync(path.join(ROOT, "lib")).filter((name) => !name.endsWith(".test.ts"));
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter((name) => !known.includes(name))).toEqual([]);
});

test("a noun has only the files of the vocabulary", () => {
  const nouns = readdirSync(path.join(ROOT, "lib")).filter((name) =>
    (NOUNS as readonly string[]).includes(name),
  );
  const files = sourcesUnder(...nouns.map((name) => `lib/${name}`));
  const words: readonly string[] = VOCABULARY;
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => !words.includes(path.basename(file, ".ts")))).toEqual([]);
});

test("no drawer: a file is named after what it holds", () => {
  const files = sourcesUnder("app", "components", "inngest", "lib");
  const drawers = files.filter((file) => DRAWERS.test(path.basename(file)) && !TWO_INDEXES.includes(file));
  // `common.ts` of the catalogue holds the words that belong to no noun.
  expect(drawers.filter((file) => !/^lib\/text\/\w+\/common\.ts$/.test(file))).toEqual([]);
});

/** A ratchet: the longest file of today. It only ever gets smaller. */
test("a file can be seen in a few screens", () => {
  const long = sourcesUnder("app", "components", "inngest", "lib")
    .map((file) => ({ file, lines: read(file).split("\n").length }))
    .filter(({ lines }) => lines > LINES);
  expect(long).toEqual([]);
});
