import { AppError } from "@/lib/core/errors";
import { Prisma } from "@/prisma/generated/client";

/** Prisma: cannot reach, timed out, connection closed, no connection in time, transaction not started or expired, too many connections. */
const UNAVAILABLE_CODES = new Set(["P1001", "P1002", "P1008", "P1011", "P1017", "P2024", "P2028", "P2037"]);
/** What the driver adapter calls the same, where Prisma passes it on as it is (raw queries). */
const UNAVAILABLE_KINDS = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
]);
/** PostgreSQL: statement cancelled by its timeout, the server is stopping or starting, too many connections, idle in transaction. */
const UNAVAILABLE_STATES = /^(08\w{3}|57014|57P0[1-5]|53\w{3}|25P0[34])$/;
const SOCKET_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
]);
/** What `pg` says in plain errors, without a code. */
const LOST =
  /connection terminated|timeout exceeded when trying to connect|connection timeout|not queryable|client has encountered a connection error/i;
const DUPLICATE_STATE = "23505";
const CONFLICT_STATES = new Set(["40001", "40P01"]);

/** Whether the transaction lost against another one and may succeed when it is tried again. */
export function isConflict(error: unknown): boolean {
  return chain(error).some(
    (part) =>
      part.code === "P2034" || CONFLICT_STATES.has(part.state) || part.kind === "TransactionWriteConflict",
  );
}

/**
 * Whether a row with this key was there first. Whoever looked before writing sees it when they look again, and gives their own answer;
 * whoever did not meets it again, and it passes as it is.
 */
export function isDuplicate(error: unknown): boolean {
  return chain(error).some((part) => part.code === "P2002" || part.state === DUPLICATE_STATE);
}

/** Whether the database could not be asked: down, cut off, too slow, or out of connections. */
function isUnavailable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  return chain(error).some(
    (part) =>
      UNAVAILABLE_CODES.has(part.code) ||
      UNAVAILABLE_KINDS.has(part.kind) ||
      SOCKET_CODES.has(part.code) ||
      UNAVAILABLE_STATES.test(part.state) ||
      LOST.test(part.message),
  );
}

/** Our own error where it says more than the driver's; everything else passes as it is. */
export function toAppError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (isConflict(error)) {
    return new AppError("CONFLICT", "Somebody changed the same thing at the same moment. Try again.", {
      cause: error,
    });
  }
  if (isUnavailable(error)) {
    const sentence = "The database cannot be reached right now. Nothing was changed.";
    return new AppError("UNAVAILABLE", sentence, { cause: error, retryAfterSeconds: 1 });
  }
  return error;
}

type Part = { code: string; state: string; kind: string; message: string };

/** The error, its causes, and what the driver adapter put into Prisma's `meta`. */
function chain(error: unknown): Part[] {
  const parts: Part[] = [];
  const seen = new Set<unknown>();
  const visit = (value: unknown) => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    const word = (key: string) => {
      const found: unknown = Reflect.get(value, key);
      return typeof found === "string" ? found : "";
    };
    parts.push({
      code: word("code"),
      state: word("originalCode") || word("code"),
      kind: word("kind"),
      message: word("message"),
    });
    for (const key of ["cause", "meta", "driverAdapterError"]) visit(Reflect.get(value, key));
  };
  visit(error);
  return parts;
}
