import path from "node:path";
import type { Settings } from "./settings";

const isColored = process.stdout.isTTY === true && !process.env.NO_COLOR;
const bold = (text: string) => (isColored ? `\x1b[1m${text}\x1b[0m` : text);
const quiet = (text: string) => (isColored ? `\x1b[2m${text}\x1b[0m` : text);

/** One step that takes a while, said before it begins. */
export function say(sentence: string): void {
  console.log(`  ${quiet(sentence)}`);
}

export function sayStart(): void {
  console.log("");
}

/** Where everything is, once it serves. */
export function sayReady(
  settings: Settings,
  url: string,
  notes: { movedFrom: number | null; welcome: string | null },
): void {
  const lines = [
    "",
    `  ${bold("Parley is ready")}  ${bold(url)}`,
    "",
    ...(notes.movedFrom ? [`  Port ${notes.movedFrom} is taken, so Parley moved.`, ""] : []),
    ...(notes.welcome ? [`  ${notes.welcome}`, ""] : []),
    ...(settings.isLocal ? demoLines(settings, url) : []),
    row("Data", nearby(settings.home)),
    row("Logs", nearby(path.join(settings.home, "log"))),
    "",
    `  ${quiet("Ctrl-C stops everything.")}`,
    "",
  ];
  console.log(lines.join("\n"));
}

/** What exists only here: the demo where the database is ours, dev mail where mail does not leave. */
function demoLines({ env }: Settings, url: string): string[] {
  return [
    ...(env.DATABASE_URL ? [] : [row("Demo", "ana@example.com  parley-demo")]),
    ...(env.SMTP_URL ? [] : [row("Mail", `${url}/dev/mail`)]),
  ];
}

export function sayAlreadyRunning(home: string, url: string | null): void {
  console.log(
    url
      ? `\n  Parley is already running at ${bold(url)}\n  ${quiet(`(data in ${nearby(home)})`)}\n`
      : `\n  Parley is already starting in this folder.\n  ${quiet(`(data in ${nearby(home)})`)}\n`,
  );
}

export function sayRestart(name: string, reason: string, waitMs: number): void {
  console.log(`  The ${name} process ended (${reason}). It starts again in ${waitMs / 1000} s.`);
}

export function sayFailed(error: unknown): void {
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}\n`);
}

function row(name: string, value: string): string {
  return `    ${quiet(name.padEnd(6))}${value}`;
}

/** A path inside the current folder is shown from there. */
function nearby(absolute: string): string {
  const relative = path.relative(process.cwd(), absolute);
  return relative.startsWith("..") || path.isAbsolute(relative) ? absolute : relative;
}
