/** The closed list of what can go wrong, and the HTTP status each answers with. */
export const ERROR_STATUS = {
  MALFORMED: 400,
  UNAUTHENTICATED: 401,
  QUOTA: 402,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  GONE: 410,
  TOO_LARGE: 413,
  UNSUPPORTED: 415,
  INVALID: 422,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** One field that is wrong: `path` in camelCase with dots (`items.0.name`), `message` a sentence for people. */
export type FieldError = { path: string; message: string };

export type ErrorDetails = {
  errors?: FieldError[];
  /** Seconds until it makes sense to try again (429, 503). */
  retryAfterSeconds?: number;
  /** How many there may be in the window of the limit that was used up (429). */
  limit?: number;
  /** Extra members of the problem document, such as the nearest free times of a 409. */
  extra?: Record<string, unknown>;
  cause?: unknown;
};

const BRAND = Symbol.for("parley.AppError");

/** What commands and queries throw. `message` is shown to people: a sentence, and nothing internal. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly [BRAND] = true;

  /** Route bundles and the instrumentation are separate module graphs, each with a copy of this class: the brand joins them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

export function notFound(thing: string): AppError {
  return new AppError("NOT_FOUND", `There is no such ${thing}, or you may not see it.`);
}

export function invalid(path: string, message: string): AppError {
  return new AppError("INVALID", message, { errors: [{ path, message }] });
}

export function forbidden(message: string): AppError {
  return new AppError("FORBIDDEN", message);
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
