import { createServer } from "node:http";
import { Inngest } from "inngest";
import { serve } from "inngest/node";
import pg from "pg";
import { log, setLogLevel } from "@/lib/core/log";
import { startExecutor } from "@/lib/embedded/jobs/executor";
import { EVENT_KEY, SIGNING_KEY } from "./jobs-keys";

/**
 * An executor or a worker as a process of its own, to be killed: `jobs-process.ts executor|worker DATABASE_URL EXECUTOR_PORT WORKER_PORT`.
 * The worker's job leaves a row in `effect` for each execution of a step; its second step waits for a row in `gate`.
 */
const [role, databaseUrl = "", executorPort, workerPort] = process.argv.slice(2);
setLogLevel("silent");

if (role === "executor") {
  await startExecutor({
    databaseUrl,
    handlerUrl: `http://127.0.0.1:${workerPort}/api/inngest`,
    signingKey: SIGNING_KEY,
    eventKey: EVENT_KEY,
    port: Number(executorPort),
    log,
    backoffScale: 0.001,
  });
} else {
  await startWorker();
}
process.stdout.write("ready\n");

async function startWorker(): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  const client = new Inngest({
    id: "test",
    isDev: false,
    baseUrl: `http://127.0.0.1:${executorPort}`,
    eventKey: EVENT_KEY,
    signingKey: SIGNING_KEY,
  });
  const effect = (runId: string, step: string) =>
    pool.query("insert into effect (run, step) values ($1, $2)", [runId, step]);
  const three = client.createFunction({ id: "three", triggers: { event: "go" } }, async ({ step, runId }) => {
    await step.run("one", async () => void (await effect(runId, "one")));
    await step.run("two", async () => {
      await effect(runId, "two");
      while ((await pool.query("select 1 from gate")).rowCount === 0) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    await step.run("three", async () => void (await effect(runId, "three")));
    return "done";
  });
  const handle = serve({ client, functions: [three], enableUnauthedSync: false });
  await new Promise<void>((resolve) =>
    createServer((request, response) => void handle(request, response)).listen(
      Number(workerPort),
      "127.0.0.1",
      resolve,
    ),
  );
}
