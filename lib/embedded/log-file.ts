import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from "node:fs";
import path from "node:path";

const ROTATE_BYTES = 20 * 1024 * 1024;

export type LogFile = { write(chunk: Buffer | string): void; close(): void };

/** An append-only file of lines that keeps one predecessor. A full disk loses lines, never the process. */
export function openLogFile(file: string): LogFile {
  mkdirSync(path.dirname(file), { recursive: true });
  let handle = openSync(file, "a", 0o600);
  let sizeBytes = statSync(file).size;

  const rotate = () => {
    closeSync(handle);
    renameSync(file, `${file}.1`);
    handle = openSync(file, "a", 0o600);
    sizeBytes = 0;
  };
  return {
    write: (chunk) => {
      try {
        if (sizeBytes > ROTATE_BYTES) rotate();
        sizeBytes += writeSync(handle, Buffer.from(chunk));
      } catch {
        // Nowhere to say it: the place for saying things is what failed.
      }
    },
    close: () => closeSync(handle),
  };
}
