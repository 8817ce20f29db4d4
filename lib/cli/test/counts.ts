import { existsSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** `failures`: for each failed test its name, and what it said under it. */
export type Counts = { passed: number; failed: number; failures: string[] };

const MOST_LINES = 25;

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** A file that could not even be loaded has no tests to count, and yet it failed. */
export function countVitest(file: string): Counts {
  const report = read(file, VitestReport);
  if (!report) return NO_REPORT;
  const failures = report.testResults.flatMap(({ name, message, assertionResults }) => [
    ...(message ? [failure(name, [message])] : []),
    ...assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => failure(`${name} > ${fullName}`, failureMessages ?? [])),
  ]);
  const failed = report.numFailedTests > 0 ? report.numFailedTests : report.numFailedTestSuites;
  return { passed: report.numPassedTests, failed, failures };
}

const PlaywrightErrors = z.array(z.object({ message: z.string().optional() }));
const PlaywrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.number(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.string(),
      results: z.array(z.object({ errors: PlaywrightErrors })),
    }),
  ),
});
const PlaywrightSuite = z.object({
  specs: z.array(PlaywrightSpec),
  get suites() {
    return z.array(PlaywrightSuite).optional();
  },
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  suites: z.array(PlaywrightSuite),
  errors: PlaywrightErrors,
});

/** A test that passed only when it was tried again has failed. */
export function countPlaywright(file: string): Counts {
  const report = read(file, PlaywrightReport);
  if (!report) return NO_REPORT;
  const { stats, suites, errors } = report;
  const failures = suites.flatMap(specsOf).flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ projectName, results }) =>
        failure(
          `[${projectName}] ${file}:${line} > ${title}`,
          results.flatMap((result) => messagesOf(result.errors)),
        ),
      ),
  );
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    failures: [...failures, ...messagesOf(errors).map((message) => failure("Playwright", [message]))],
  };
}

const NO_REPORT: Counts = { passed: 0, failed: 1, failures: [] };

function read<T>(file: string, report: z.ZodType<T>): T | null {
  return existsSync(file) ? report.parse(JSON.parse(readFileSync(file, "utf8"))) : null;
}

function specsOf({ specs, suites = [] }: z.infer<typeof PlaywrightSuite>): z.infer<typeof PlaywrightSpec>[] {
  return [...specs, ...suites.flatMap(specsOf)];
}

function messagesOf(errors: z.infer<typeof PlaywrightErrors>): string[] {
  return errors.flatMap(({ message }) => message ?? []);
}

function failure(name: string, messages: string[]): string {
  const lines = stripVTControlCharacters(messages.join("\n")).split("\n").slice(0, MOST_LINES);
  return [name, ...lines.map((line) => `    ${line}`)].join("\n");
}
