import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import path from "node:path";

/** Makes the folder that holds everything Parley keeps, readable by its owner alone. */
export function openHome(home: string): void {
  mkdirSync(path.join(home, "log"), { recursive: true, mode: 0o700 });
  if (process.platform !== "win32") chmodSync(home, 0o711); // the database's own user must be able to pass through
}

/** Writes JSON so that a crash leaves the old file or the new one, never half of either. Readable by its owner alone unless told. */
export function writeJson(file: string, value: unknown, mode: number = 0o600): void {
  const temporary = `${file}.${process.pid}.new`;
  const handle = openSync(temporary, "w", mode);
  writeSync(handle, `${JSON.stringify(value, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(temporary, file);
}

/** The parsed file, or null when it is missing. Throws when it is there and cannot be read. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw new Error(`${file} cannot be read. Move it away to start afresh.`, { cause: error });
  }
}
