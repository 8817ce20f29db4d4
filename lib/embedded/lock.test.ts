import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { lockHolder, takeLock } from "./lock";

let file: string;

beforeEach(() => {
  file = path.join(mkdtempSync(path.join(tmpdir(), "parley-lock-")), "parley.lock");
});

function take() {
  const taken = takeLock(file);
  if (!("lock" in taken)) throw new Error(`held by ${taken.holder.pid}`);
  return taken.lock;
}

test("the second to ask is told who holds it, and where it serves", () => {
  take().describe("http://localhost:3000");
  expect(takeLock(file)).toEqual({
    holder: expect.objectContaining({ pid: process.pid, url: "http://localhost:3000" }),
  });
});

test("a released lock is free, and leaves nothing behind", () => {
  take().release();
  expect(lockHolder(file)).toBeNull();
  take().release();
  expect(readdirSync(path.dirname(file))).toEqual([]);
});

test("a holder that was killed counts for nothing", async () => {
  const dead = spawn(process.execPath, ["-e", "0"]);
  await once(dead, "exit");
  writeFileSync(file, JSON.stringify({ pid: dead.pid, bornAt: "then", url: "http://localhost:3000" }));
  expect(lockHolder(file)).toBeNull();
  take();
  expect(lockHolder(file)?.pid).toBe(process.pid);
});

test("a pid that now belongs to somebody else counts for nothing", () => {
  writeFileSync(
    file,
    JSON.stringify({ pid: process.ppid, bornAt: "before this machine was started", url: null }),
  );
  take();
  expect(lockHolder(file)?.pid).toBe(process.pid);
});

test("one that is not ours is not released", () => {
  const lock = take();
  writeFileSync(file, JSON.stringify({ pid: process.ppid, bornAt: "", url: null }));
  lock.release();
  expect(existsSync(file)).toBe(true);
});
