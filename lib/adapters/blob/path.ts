import { AppError, invalid } from "@/lib/core/errors";

const PATH = /^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*$/;
const LONGEST = 200;

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
