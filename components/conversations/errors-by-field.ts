import { CallError } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";

/** Errors by field; one that names none stands under `form`. */
export function errorsByField(error: unknown): Record<string, string> {
  if (!(error instanceof CallError)) return { form: t.problem.offline };
  if (error.errors.length === 0) return { form: error.message };
  return Object.fromEntries(error.errors.map(({ path, message }) => [path, message]));
}
