import { processBreakers } from "@/lib/adapters/breaker";
import type { Gauges } from "./gauges";

/** Upper bounds in seconds. */
const BUCKETS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
/** More routes than we have would be somebody trying addresses. */
const ROUTES_KEPT = 300;

type Series = { count: number; sumSeconds: number; buckets: number[] };
type Registry = Map<string, Series>;

// Written by our server, read by a route: two module graphs, one process.
const holder = globalThis as typeof globalThis & {
  parleyMetrics?: Registry;
  parleyStreams?: number;
  /** The embedded realtime service, where it runs in this process. */
  parleyRealtimeService?: { connections(): number };
};
holder.parleyMetrics ??= new Map();
const registry = holder.parleyMetrics;

/** A stream of server-sent events begins (1) or ends (-1). */
export function countStream(change: 1 | -1): void {
  holder.parleyStreams = (holder.parleyStreams ?? 0) + change;
}

/** Counts one request. `route` is a template, never an address with ids. */
export function countRequest(route: string, status: number, durationMs: number): void {
  const known = `route="${escapeLabel(route)}",status="${status}"`;
  const labels =
    registry.has(known) || registry.size < ROUTES_KEPT ? known : `route="other",status="${status}"`;
  const series = registry.get(labels) ?? { count: 0, sumSeconds: 0, buckets: BUCKETS.map(() => 0) };
  registry.set(labels, series);
  const seconds = durationMs / 1000;
  series.count += 1;
  series.sumSeconds += seconds;
  BUCKETS.forEach((bound, index) => {
    if (seconds <= bound) series.buckets[index] = (series.buckets[index] ?? 0) + 1;
  });
}

/** Everything measured in this process, and what is known of the installation, in the text format of Prometheus. */
export function renderMetrics(gauges: Gauges | null): string {
  const memory = process.memoryUsage();
  return [
    "# TYPE parley_request_seconds histogram",
    ...[...registry].flatMap(([labels, series]) => renderSeries(labels, series)),
    "# TYPE parley_breaker_open gauge",
    ...processBreakers()
      .statuses()
      .map(
        ({ name, state }) => `parley_breaker_open{name="${escapeLabel(name)}"} ${state === "open" ? 1 : 0}`,
      ),
    ...renderGauges({
      parley_streams: holder.parleyStreams ?? 0,
      ...(holder.parleyRealtimeService && {
        parley_realtime_connections: holder.parleyRealtimeService.connections(),
      }),
      parley_database_up: gauges ? 1 : 0,
      ...(gauges && {
        parley_outbox_rows: gauges.outboxWaiting,
        parley_outbox_age_seconds: gauges.outboxAgeSeconds,
        parley_outbox_dead_rows: gauges.outboxDead,
        parley_jobs_running: gauges.jobsRunning,
        parley_job_lag_seconds: gauges.jobLagSeconds,
      }),
    }),
    "# TYPE process_resident_memory_bytes gauge",
    `process_resident_memory_bytes ${memory.rss}`,
    "# TYPE process_uptime_seconds gauge",
    `process_uptime_seconds ${Math.round(process.uptime())}`,
    "",
  ].join("\n");
}

function renderGauges(gauges: Record<string, number>): string[] {
  return Object.entries(gauges).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name} ${value}`]);
}

function renderSeries(labels: string, { count, sumSeconds, buckets }: Series): string[] {
  return [
    ...BUCKETS.map(
      (bound, index) => `parley_request_seconds_bucket{${labels},le="${bound}"} ${buckets[index] ?? 0}`,
    ),
    `parley_request_seconds_bucket{${labels},le="+Inf"} ${count}`,
    `parley_request_seconds_sum{${labels}} ${Math.round(sumSeconds * 1e6) / 1e6}`,
    `parley_request_seconds_count{${labels}} ${count}`,
  ];
}

function escapeLabel(text: string): string {
  return text.replace(/["\\\n]/g, "_");
}
