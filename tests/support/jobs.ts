import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import type { Clock } from "@/lib/core/clock";
import { type Executor, startExecutor } from "@/lib/embedded/jobs/executor";
import { createEmptyDatabase, superuser } from "./database";
import { EVENT_KEY, SIGNING_KEY } from "./jobs-keys";

export { EVENT_KEY, SIGNING_KEY };

export type Client = ReturnType<typeof makeClient>;
type RunRow = { id: string; functionId: string; status: string; output: unknown; stepCount: number };

export type JobsWorld = {
  client: Client;
  executor: Executor;
  /** The worker's `/api/inngest`. */
  handlerUrl: string;
  /** Lines that the executor logged. */
  lines: { message: string; fields: object }[];
  send(name: string, data?: Record<string, unknown>, id?: string): Promise<void>;
  /** Runs of a function, oldest first. */
  runs(functionId: string): Promise<RunRow[]>;
  /** Waits until so many runs of a function have ended, and returns them. */
  ended(functionId: string, count?: number): Promise<RunRow[]>;
  stop(): Promise<void>;
};

type Options = {
  databaseUrl: string;
  functions: (client: Client) => InngestFunction.Any[] | Promise<InngestFunction.Any[]>;
  clock?: Clock;
  backoffScale?: number;
  slots?: number;
  /** False leaves the executor without a handler until `executor.register()`. */
  isServed?: () => boolean;
};

/** The executor and a worker of its own, both real, over HTTP on loopback. */
export async function startJobsWorld(options: Options): Promise<JobsWorld> {
  const isServed = options.isServed ?? (() => true);
  let handle: ReturnType<typeof serve> | null = null;
  const server = createServer((request, response) => {
    if (handle && isServed()) void handle(request, response);
    else response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const handlerUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/inngest`;
  const lines: JobsWorld["lines"] = [];
  const line = (message: string, fields: object = {}) => void lines.push({ message, fields });
  const executor = await startExecutor({
    databaseUrl: options.databaseUrl,
    handlerUrl,
    signingKey: SIGNING_KEY,
    eventKey: EVENT_KEY,
    log: { debug: line, info: line, warn: line, error: line },
    backoffScale: options.backoffScale ?? 0.001,
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.slots ? { slots: options.slots } : {}),
  });
  const client = makeClient(executor.eventUrl);
  handle = serve({ client, functions: await options.functions(client), enableUnauthedSync: false });
  if (isServed()) await executor.register();

  const runs = (functionId: string) =>
    superuser<RunRow>(
      options.databaseUrl,
      `select id, "functionId", status, output, "stepCount" from jobs.run where "functionId" = $1 order by id`,
      [`test-${functionId}`],
    );
  return {
    client,
    executor,
    handlerUrl,
    lines,
    runs,
    send: async (name, data = {}, id) => void (await client.send({ name, data, ...(id ? { id } : {}) })),
    ended: (functionId, count = 1) =>
      until(async () => {
        const rows = await runs(functionId);
        const ended = rows.filter(({ status }) => !["running", "debounced"].includes(status));
        return ended.length >= count ? ended : null;
      }, `${count} runs of ${functionId} to end`),
    stop: async () => {
      await executor.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Start = Omit<Options, "databaseUrl">;
type Item = { key: string; dueAt: Date; attempt: number };

/** A database for the file, and for each test an executor with a worker that has the test's own functions. */
export function jobsSuite() {
  let db: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let world: JobsWorld | null = null;
  beforeAll(async () => {
    db = await createEmptyDatabase();
  });
  afterEach(async () => {
    await world?.stop();
    world = null;
    await superuser(db.directUrl, "drop schema if exists jobs cascade");
  });
  afterAll(() => db.drop());

  return {
    async start(functions: Start["functions"], options: Omit<Start, "functions"> = {}): Promise<JobsWorld> {
      await world?.stop();
      world = await startJobsWorld({ databaseUrl: db.directUrl, functions, ...options });
      return world;
    },
    url: () => db.directUrl,
    sql: <Row extends Record<string, unknown>>(text: string, values?: unknown[]) =>
      superuser<Row>(db.directUrl, text, values),
    /** Waits until there are so many items of a kind, and returns them. */
    items: (kind: string, count = 1, condition = "true") =>
      until(async () => {
        const rows = await superuser<Item>(
          db.directUrl,
          `select key, "dueAt", attempt from jobs.item where kind = $1 and ${condition}`,
          [kind],
        );
        return rows.length === count ? rows : null;
      }, `${count} items of kind ${kind}`),
  };
}

/** Asks until there is an answer. */
export function until<T>(
  ask: () => Promise<T | null | false | undefined> | T | null | false | undefined,
  what: string,
): Promise<T> {
  return vi.waitFor(
    async () => {
      const answer = await ask();
      if (answer === null || answer === false || answer === undefined)
        throw new Error(`Waited in vain for ${what}.`);
      return answer;
    },
    { timeout: 15_000, interval: 10 },
  );
}

function makeClient(baseUrl: string) {
  const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return new Inngest({
    id: "test",
    isDev: false,
    baseUrl,
    eventKey: EVENT_KEY,
    signingKey: SIGNING_KEY,
    aiMetadata: false,
    logger: quiet,
  });
}

/** A promise that somebody else keeps. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
