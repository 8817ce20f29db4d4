import { Environment } from "@marcbachmann/cel-js";
import type { JobsEvent } from "./event";

/** What an expression may name: the event that started the run, and for waits and cancellations the one that just came. */
export type Scope = { event: JobsEvent; async?: JobsEvent };

const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
const parsed = new Map<string, ReturnType<Environment["parse"]>>();

/** The fault of an expression, or null when it can be used. Asked at registration, so that a mistake is not found at run time. */
export function expressionFault(expression: string): string | null {
  const check = environment.check(expression);
  return check.valid ? null : (check.error?.message.split("\n")[0] ?? "it cannot be read");
}

/** Whether an expression holds. One that names a field the event does not have does not hold. */
export function holds(expression: string | null | undefined, scope: Scope): boolean {
  return !expression || evaluate(expression, scope) === true;
}

/** A key as text, or null when the expression names a field that the event does not have. */
export function keyOf(expression: string, scope: Scope): string | null {
  const value = evaluate(expression, scope);
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A number, or 0 when the expression gives none. */
export function numberOf(expression: string, scope: Scope): number {
  const value = Number(evaluate(expression, scope) ?? 0);
  return Number.isFinite(value) ? value : 0;
}

function evaluate(expression: string, scope: Scope): unknown {
  try {
    return program(expression)(scope);
  } catch {
    return undefined;
  }
}

function program(expression: string): ReturnType<Environment["parse"]> {
  const known = parsed.get(expression);
  if (known) return known;
  const made = environment.parse(expression);
  parsed.set(expression, made);
  return made;
}
