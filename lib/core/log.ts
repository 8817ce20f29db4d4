/** One JSON line per entry on stdout (stderr for errors). JSON.stringify escapes CR, LF and ANSI, so a value cannot forge a line. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

const LEVELS = { debug: 10, info: 20, warn: 30, error: 40, silent: 50 } as const;
export type LogLevel = keyof typeof LEVELS;

let threshold: number = LEVELS.info;

export function setLogLevel(level: LogLevel): void {
  threshold = LEVELS[level];
}

function write(level: Exclude<LogLevel, "silent">, message: string, fields: LogFields): void {
  if (LEVELS[level] < threshold) return;
  const line = `${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`;
  (level === "error" ? process.stderr : process.stdout).write(line);
}

export const log = {
  debug: (message: string, fields: LogFields = {}) => write("debug", message, fields),
  info: (message: string, fields: LogFields = {}) => write("info", message, fields),
  warn: (message: string, fields: LogFields = {}) => write("warn", message, fields),
  error: (message: string, fields: LogFields & { error?: never } = {}, error?: unknown) =>
    write("error", message, { ...fields, ...reasonOf(error) }),
};

function reasonOf(error: unknown): LogFields {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { reason: String(error) };
  return { reason: `${error.name}: ${error.message}`, stack: error.stack };
}
