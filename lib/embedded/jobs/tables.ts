/**
 * The executor's own tables, made by itself in a schema of its own, with no grant to anybody: the application's roles cannot see
 * that they exist.
 *
 * - `event`: what was sent. Its id is what makes a repeated event harmless.
 * - `run`: one function, started by one event.
 * - `step`: what a run has finished (`doneSeq` orders the results) or is waiting for (`doneSeq` is null).
 * - `item`: everything that is to happen, now or later: a call of the handler, the end of a sleep, a timeout, a cron tick. Its key
 *   is unique, so that the same follow-up cannot be enqueued twice.
 * - `once` and `rate`: idempotency keys, rate limits and throttles.
 */
export const TABLES = `
create schema if not exists jobs;

create table if not exists jobs.event (
  id text primary key,
  name text not null,
  body json not null,
  "receivedAt" timestamptz not null,
  "isRouted" boolean not null
);
create index if not exists event_unrouted on jobs.event ("receivedAt") where not "isRouted";
create index if not exists event_received on jobs.event ("receivedAt");

create table if not exists jobs.run (
  id uuid primary key,
  "functionId" text not null,
  "eventId" text not null references jobs.event (id),
  status text not null check (status in ('debounced', 'running', 'completed', 'failed', 'cancelled')),
  "groupKey" text,
  keys text[] not null,
  limits int[] not null,
  "prioritySeconds" int not null,
  "parentRunId" uuid,
  "parentStepId" text,
  "stepCount" int not null default 0,
  "stateBytes" bigint not null default 0,
  output json,
  "createdAt" timestamptz not null,
  "endedAt" timestamptz
);
create index if not exists run_active on jobs.run ("functionId", "groupKey") where "endedAt" is null;
create index if not exists run_ended on jobs.run ("endedAt");
create index if not exists run_event on jobs.run ("eventId");

create table if not exists jobs.step (
  "runId" uuid not null references jobs.run (id) on delete cascade,
  id text not null,
  kind text not null,
  "isRace" boolean not null default false,
  "eventName" text,
  expression text,
  result json,
  "doneSeq" int,
  primary key ("runId", id)
);
create index if not exists step_waiting on jobs.step ("eventName") where "doneSeq" is null and "eventName" is not null;

create table if not exists jobs.item (
  key text primary key,
  kind text not null check (kind in ('call', 'sleep', 'timeout', 'debounce', 'cron')),
  "runId" uuid references jobs.run (id) on delete cascade,
  "stepId" text,
  attempt int not null default 0,
  "dueAt" timestamptz not null,
  rank timestamptz not null,
  keys text[] not null,
  limits int[] not null,
  lease uuid,
  owner text,
  "leasedUntil" timestamptz not null default '-infinity'
);
create index if not exists item_rank on jobs.item (rank);
create index if not exists item_due on jobs.item ("dueAt");
create index if not exists item_run on jobs.item ("runId");
create index if not exists item_leased on jobs.item ("leasedUntil") where lease is not null;

create table if not exists jobs.once (key text primary key, "expiresAt" timestamptz not null);
create table if not exists jobs.rate (key text primary key, "nextAt" timestamptz not null);
`;
