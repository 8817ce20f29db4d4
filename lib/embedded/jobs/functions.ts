import { Cron } from "croner";
import { z } from "zod";
import { expressionFault } from "./cel";
import { isDuration } from "./durations";

const text = z.string().nullish();
const Concurrency = z.object({
  limit: z.number(),
  key: text,
  scope: z.enum(["fn", "env", "account"]).nullish(),
});
const PerPeriod = z.object({ limit: z.number().positive(), period: z.string(), key: text });
const Keyed = z.object({ key: text });

/** One function as the SDK describes it when it registers (`getConfig`). */
const Registered = z.object({
  id: z.string(),
  triggers: z.array(z.object({ event: text, expression: text, cron: text, jitter: z.unknown().optional() })),
  steps: z.object({ step: z.object({ retries: z.object({ attempts: z.number() }).nullish() }) }),
  idempotency: text,
  concurrency: z.union([z.number(), Concurrency, z.array(Concurrency)]).nullish(),
  priority: z.object({ run: text }).nullish(),
  cancel: z.array(z.object({ event: z.string(), if: text, timeout: text })).nullish(),
  throttle: PerPeriod.extend({ burst: z.number().nullish() }).nullish(),
  rateLimit: PerPeriod.nullish(),
  debounce: Keyed.extend({ period: z.string(), timeout: text }).nullish(),
  singleton: Keyed.extend({ mode: z.enum(["skip", "cancel"]) }).nullish(),
  batchEvents: z.unknown().optional(),
  timeouts: z.unknown().optional(),
});
type Registered = z.output<typeof Registered>;

/** A function that the executor can run. */
export type JobFunction = {
  id: string;
  events: { name: string; expression: string | null }[];
  crons: string[];
  maxAttempts: number;
  concurrency: { limit: number; key: string | null; scope: string }[];
  cancel: NonNullable<Registered["cancel"]>;
} & Pick<Registered, "idempotency" | "priority" | "throttle" | "rateLimit" | "debounce" | "singleton">;

export type Registration = { functions: Map<string, JobFunction>; refusals: string[] };

/** Hosted: a function that does not say gets four retries. */
const DEFAULT_RETRIES = 4;
export const DEFAULT_ATTEMPTS = DEFAULT_RETRIES + 1;

/** Reads what the handler registered. A function that asks for what this executor does not do is refused with a sentence. */
export function readRegistration(body: unknown): Registration {
  const { functions } = z.object({ functions: z.array(z.unknown()) }).parse(body);
  const registration: Registration = { functions: new Map(), refusals: [] };
  for (const entry of functions) {
    const parsed = Registered.safeParse(entry);
    if (!parsed.success) {
      registration.refusals.push(`A function cannot be read: ${z.prettifyError(parsed.error)}`);
      continue;
    }
    const refusal = refusalOf(parsed.data);
    if (refusal) registration.refusals.push(`Function "${parsed.data.id}" is not run here: ${refusal}`);
    else registration.functions.set(parsed.data.id, toFunction(parsed.data));
  }
  return registration;
}

/** The pattern and the zone of a cron trigger such as `TZ=Asia/Kathmandu 0 9 * * *`; UTC when it names none. */
export function nextTick(cron: string, after: Date): Date | null {
  const [, timezone = "UTC", pattern = cron] = /^TZ=(\S+)\s+(.*)$/.exec(cron) ?? [];
  return new Cron(pattern, { timezone, paused: true }).nextRun(after);
}

function toFunction(registered: Registered): JobFunction {
  const { concurrency } = registered;
  const limits =
    typeof concurrency === "number" ? [{ limit: concurrency }] : concurrency ? [concurrency].flat() : [];
  return {
    id: registered.id,
    events: registered.triggers.flatMap(({ event, expression }) =>
      event ? [{ name: event, expression: expression ?? null }] : [],
    ),
    crons: registered.triggers.flatMap(({ cron }) => (cron ? [cron] : [])),
    maxAttempts: (registered.steps.step.retries?.attempts ?? DEFAULT_RETRIES) + 1,
    // Hosted: a limit of 0 is no limit.
    concurrency: limits
      .map((entry) => ({ scope: "fn", key: null, ...withoutNulls(entry) }))
      .filter(({ limit }) => limit > 0),
    cancel: registered.cancel ?? [],
    idempotency: registered.idempotency,
    priority: registered.priority,
    throttle: registered.throttle,
    rateLimit: registered.rateLimit,
    debounce: registered.debounce,
    singleton: registered.singleton,
  };
}

function refusalOf(registered: Registered): string | null {
  if (registered.batchEvents) return "batchEvents is not supported by the embedded executor.";
  if (registered.timeouts) return "timeouts are not supported by the embedded executor.";
  if (registered.triggers.some(({ jitter }) => jitter)) return "jitter on a cron trigger is not supported.";
  for (const { cron } of registered.triggers) {
    const fault = cron ? cronFault(cron) : null;
    if (fault) return `the cron "${cron}" cannot be read: ${fault}`;
  }
  for (const duration of durationsOf(registered)) {
    if (!isDuration(duration)) return `"${duration}" is not a duration.`;
  }
  for (const expression of expressionsOf(registered)) {
    const fault = expressionFault(expression);
    if (fault) return `the expression "${expression}" cannot be used: ${fault}`;
  }
  return null;
}

function durationsOf(registered: Registered): string[] {
  const { throttle, rateLimit, debounce, cancel } = registered;
  const all = [throttle?.period, rateLimit?.period, debounce?.period, debounce?.timeout];
  return [...all, ...(cancel ?? []).map(({ timeout }) => timeout)].filter((text) => text != null);
}

function expressionsOf(registered: Registered): string[] {
  const { concurrency } = registered;
  const all = [
    ...registered.triggers.map(({ expression }) => expression),
    ...(typeof concurrency === "object" && concurrency ? [concurrency].flat().map(({ key }) => key) : []),
    ...(registered.cancel ?? []).map((cancel) => cancel.if),
    registered.idempotency,
    registered.priority?.run,
    registered.throttle?.key,
    registered.rateLimit?.key,
    registered.debounce?.key,
    registered.singleton?.key,
  ];
  return all.filter((expression): expression is string => Boolean(expression));
}

function cronFault(cron: string): string | null {
  try {
    return nextTick(cron, new Date(0)) ? null : "it never comes.";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function withoutNulls(entry: z.output<typeof Concurrency> | { limit: number }): {
  limit: number;
  key?: string;
  scope?: string;
} {
  const { limit, key, scope } = { key: null, scope: null, ...entry };
  return { limit, ...(key ? { key } : {}), ...(scope ? { scope } : {}) };
}
