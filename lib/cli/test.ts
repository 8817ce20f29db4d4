import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "@/lib/embedded/settings";
import { runAsCommand } from "./command";
import { obtainChromium } from "./test/chromium";
import { type Counts, countPlaywright, countVitest } from "./test/counts";

type Run = { args: string[]; env?: Record<string, string> };

type Step = {
  name: string;
  title: string;
  /** What it runs, with the file that a test runner reports to. Throws a sentence when it cannot run here. */
  run(reportFile: string): Run;
  /** Reads the tests of the report. Steps that are no tests count only when they fail. */
  count?(reportFile: string): Counts;
  /** Its failure makes the rest senseless. */
  isBasis?: true;
};

const bin = (file: string, ...args: string[]): Run => ({ args: [path.join("node_modules", file), ...args] });
const script = (file: string, ...args: string[]): Run => ({ args: ["--import", "tsx", file, ...args] });
const vitest = (reportFile: string, ...args: string[]): Run =>
  bin(
    "vitest/vitest.mjs",
    ...["run", "--config", "tests/vitest.config.ts", "--reporter=default", "--reporter=json"],
    ...[`--outputFile.json=${reportFile}`, ...args],
  );

const STEPS: Step[] = [
  { name: "generate", title: "Generate", run: () => script("lib/cli/generate.ts"), isBasis: true },
  { name: "routes", title: "Types of the routes", run: generateRouteTypes },
  { name: "types", title: "Types", run: () => bin("typescript/bin/tsc", "--noEmit") },
  { name: "lint", title: "Lint", run: () => bin("@biomejs/biome/bin/biome", "check", ".") },
  { name: "unused", title: "Nothing unused", run: () => bin("knip/bin/knip.js") },
  {
    name: "unit",
    title: "Architecture, unit, integration",
    run: (report) => vitest(report, "--exclude=tests/{faults,figures}/**"),
    count: countVitest,
  },
  { name: "build", title: "Build", run: () => script("lib/cli/build.ts"), isBasis: true },
  {
    name: "e2e",
    title: "End to end",
    run: (report) => ({
      ...bin(
        "@playwright/test/cli.js",
        "test",
        "--config",
        "tests/playwright.config.ts",
        "--reporter=list,json",
      ),
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, CHROMIUM_PATH: obtainChromium() },
    }),
    count: countPlaywright,
  },
  { name: "faults", title: "Faults", run: (report) => vitest(report, "tests/faults"), count: countVitest },
  { name: "figures", title: "Figures", run: (report) => vitest(report, "tests/figures"), count: countVitest },
];

/** What `npm run dev` left behind describes the routes of then, and the type checker would read both. */
function generateRouteTypes(): Run {
  rmSync(path.join(ROOT, ".next/dev/types"), { recursive: true, force: true });
  return bin("next/dist/bin/next", "typegen");
}

/** `npm test`: everything, in order. `npm test -- types unit` runs the named steps. What failed is said again at the end; the last line counts. */
export async function test(names: string[]): Promise<Counts> {
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Error(`There is no step "${unknown[0]}". Steps: ${STEPS.map(({ name }) => name).join(", ")}.`);
  }
  const total: Counts = { passed: 0, failed: 0, failures: [] };
  const reports = mkdtempSync(path.join(tmpdir(), "parley-reports-"));
  process.env.PARLEY_TEST_SEEDED = mkdtempSync(path.join(reports, "seeded-")); // tests/support/seeded-home.ts
  for (const step of STEPS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const counts = await take(step, path.join(reports, `${step.name}.json`));
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.failures.push(
      ...(counts.failed > 0 && counts.failures.length === 0 ? [step.title] : counts.failures),
    );
    if (step.isBasis && counts.failed > 0) break;
  }
  rmSync(reports, { recursive: true });
  return total;
}

/** A runner that fails without naming a failed test (it crashed, or found none) counts as one failure. */
async function take(step: Step, reportFile: string): Promise<Counts> {
  console.log(`\n== ${step.title} ${"=".repeat(Math.max(3, 60 - step.title.length))}\n`);
  const startedAt = performance.now();
  const hasSucceeded = await perform(step, reportFile);
  const counts = step.count?.(reportFile) ?? { passed: 0, failed: 0, failures: [] };
  if (!hasSucceeded && counts.failed === 0) counts.failed = 1;
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`\n-- ${step.title}: ${counts.failed > 0 ? "FAILED" : "ok"} in ${seconds} s`);
  return counts;
}

function perform(step: Step, reportFile: string): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const { args, env } = step.run(reportFile);
      const child = spawn(process.execPath, args, {
        cwd: ROOT,
        stdio: "inherit",
        env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", TZ: "Asia/Kathmandu", ...env },
      });
      child.once("exit", (code) => resolve(code === 0));
      child.once("error", () => resolve(false));
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error));
      resolve(false);
    }
  });
}

runAsCommand(import.meta.url, async (args) => {
  const { passed, failed, failures } = await test(args);
  for (const failure of failures) console.log(`\nFAILED ${failure}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
});
