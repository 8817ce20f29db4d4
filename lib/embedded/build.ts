import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { generate } from "@/lib/cli/generate";
import { placeViewerFiles } from "@/lib/cli/viewer-files";
import { readJson, writeJson } from "./home";
import { type Lock, takeLock } from "./lock";
import type { LogFile } from "./log-file";
import { ROOT } from "./settings";

/** Everything that a build reads. Tests, the launcher and the commands are not in it. */
const SOURCES = [
  "app",
  "components",
  "inngest",
  "lib",
  "prisma/schema",
  "prisma/seed",
  "prisma/seed.ts",
  "next.config.ts",
  "proxy.ts",
  "instrumentation.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const NOT_BUILT = ["lib/embedded", "lib/cli"];
const STAMP = path.join(ROOT, ".next/parley-build.json");
const LOCK = path.join(ROOT, "node_modules/.parley-build.lock");

/** The fingerprint of what would be built now: contents of all sources, and the Node that builds them. */
function sourceFingerprint(): string {
  const hash = createHash("sha256").update(`${process.version} ${process.platform} ${process.arch}`);
  for (const file of SOURCES.flatMap(listFiles).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(ROOT, file)));
  }
  return hash.digest("hex");
}

function listFiles(relative: string): string[] {
  const absolute = path.join(ROOT, relative);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [relative]; // a folder may have an ending too: openapi.json/
  return readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    const child = `${relative}/${entry.name}`;
    if (NOT_BUILT.includes(child) || entry.name.endsWith(".test.ts")) return [];
    return entry.isDirectory() ? listFiles(child) : [child];
  });
}

function isBuilt(fingerprint: string): boolean {
  const stamp = readJson(STAMP);
  return (
    typeof stamp === "object" && stamp !== null && "fingerprint" in stamp && stamp.fingerprint === fingerprint
  );
}

/** Builds when the sources changed since the last build. Two starts in one folder build one after the other. Throws a sentence. */
export async function buildIfChanged(output: LogFile, onBuild: () => void): Promise<void> {
  const fingerprint = sourceFingerprint();
  if (isBuilt(fingerprint)) return;
  onBuild();
  const lock = await waitForLock();
  try {
    if (isBuilt(fingerprint)) return;
    generate(ROOT);
    placeViewerFiles(ROOT);
    await runNextBuild(output);
    writeJson(STAMP, { fingerprint }, 0o644); // whoever may read the build may know what it was made of
  } finally {
    lock.release();
  }
}

async function waitForLock(): Promise<Lock> {
  for (;;) {
    const taken = takeLock(LOCK);
    if ("lock" in taken) return taken.lock;
    await wait(250);
  }
}

function runNextBuild(output: LogFile): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let tail = "";
    const keep = (chunk: Buffer) => {
      output.write(chunk);
      tail = (tail + chunk.toString()).slice(-4_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const stopWithUs = () => child.kill();
    process.once("exit", stopWithUs);
    child.once("error", reject);
    child.once("exit", (code) => {
      process.off("exit", stopWithUs);
      if (code === 0) resolve();
      else reject(new Error(`The build failed:\n\n${stripVTControlCharacters(tail).trim()}\n`));
    });
  });
}
