import { randomBytes } from "node:crypto";
import { AppError, invalid } from "@/lib/core/errors";

const PATH = /^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*$/;
const LONGEST = 200;

/** A fresh path: two directories deep, so that no directory grows without end, and 128 random bits. */
export function newBlobPath(): string {
  const name = randomBytes(16).toString("hex");
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${name.slice(4)}`;
}

/**
 * Throws INVALID for anything but plain names between single slashes. No dot is allowed at all, which leaves no way up, no hidden
 * file, and no clash with the names that a store keeps beside a blob.
 */
export function assertBlobPath(path: string): void {
  if (path.length > LONGEST || !PATH.test(path))
    throw invalid("path", "This is not the path of a stored file.");
}

export function rangeBeyondEnd(cause?: unknown): AppError {
  const message = "The file ends before this range.";
  return new AppError("INVALID", message, { errors: [{ path: "range", message }], cause });
}

/** RFC 6266 with RFC 8187: an ASCII name for old clients, the real one beside it. Always a download, never shown in place. */
export function contentDisposition(filename: string): string {
  const clean = filename.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "").trim() || "file";
  const ascii = clean
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "_")
    .replace(/["\\%]/g, "_");
  const encoded = encodeURIComponent(clean.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
