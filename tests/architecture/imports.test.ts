import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { version as swcVersion } from "@swc/core";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { IMPORT_RULES } from "./import-rules";

const ROOT = path.resolve(import.meta.dirname, "../..");
const TOPS = [
  "app",
  "components",
  "inngest",
  "lib",
  "prisma",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.ts",
];

/** Reads with @swc/core: with TypeScript 7 alone dependency-cruiser finds no module and reports that all is well. */
async function readImports(root: string, tops: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    tops,
    {
      baseDir: root,
      parser: "swc",
      ruleSet: IMPORT_RULES,
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      exclude: { path: ["\\.test\\.tsx?$", "^prisma/generated/(internal|models|enums)"] },
      combinedDependencies: true,
    },
    { alias: { "@": root }, extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
  );
  if (typeof output === "string") throw new Error("dependency-cruiser answered with text");
  return output;
}

function violationsOf(result: ICruiseResult): string[] {
  return result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

test("the parser that reads TypeScript 7 is there", () => {
  expect(swcVersion).toMatch(/^\d+\./);
});

test("every import points the way the architecture says", async () => {
  const result = await readImports(ROOT, TOPS);
  expect(result.summary.totalCruised).toBeGreaterThan(50);
  expect(violationsOf(result)).toEqual([]);
}, 60_000);

describe("the check sees", () => {
  let copy: string;

  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), "parley-imports-"));
    for (const folder of ["lib", "app", "components"]) mkdirSync(path.join(copy, folder));
    for (const folder of [
      "lib/core",
      "lib/adapters",
      "lib/text",
      "lib/messages",
      "lib/users",
      "lib/ctx.ts",
      "lib/outbox.ts",
    ]) {
      cpSync(path.join(ROOT, folder), path.join(copy, folder), { recursive: true });
    }
    cpSync(path.join(ROOT, "package.json"), path.join(copy, "package.json"));
    symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"));
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const planted = [
    ["core", "lib/core/planted.ts", 'import type { Ctx } from "@/lib/ctx";\nexport type Planted = Ctx;'],
    ["core-imports-zod-alone", "lib/core/planted-node.ts", 'export { readFileSync } from "node:fs";'],
    ["noun-queries", "lib/messages/queries.ts", 'export * from "@/lib/messages/commands";'],
    ["commands-downwards-from-users", "lib/users/commands.ts", 'export * from "@/lib/messages/commands";'],
    ["components", "components/planted.tsx", 'export * from "@/lib/messages/commands";'],
    [
      "adapters-are-picked-in-one-place",
      "lib/messages/rules.ts",
      'export * from "@/lib/adapters/blob/disk";',
    ],
    ["nothing-imports-app-or-tests", "lib/messages/schema.ts", 'export * from "@/app/planted";'],
    ["vendor-sdks", "lib/messages/events.ts", 'export { default } from "pusher";'],
    ["next-at-the-edge", "lib/messages/commands.ts", 'export { headers } from "next/headers";'],
  ] as const;

  test.each(planted)("%s, in %s", async (rule, file, source) => {
    writeFileSync(path.join(copy, "app/planted.ts"), "export const planted = true;\n");
    writeFileSync(path.join(copy, file), `${source}\n`);
    const result = await readImports(copy, ["lib", "app", "components"]);
    expect(violationsOf(result).filter((line) => line.startsWith(`${rule}: ${file}`))).not.toEqual([]);
  });
});
