import { processBreakers } from "@/lib/adapters/breaker";
import { ports } from "@/lib/adapters/index";
import { readHealth } from "./health";

/**
 * Whether events do not reach the realtime service: this process may not publish, or failed to and still finds nobody, or its last look at
 * the service failed. A page whose socket is up cannot know by itself that nothing is sent through it.
 */
export async function isPublishingDelayed(): Promise<boolean> {
  const breaker = processBreakers()
    .statuses()
    .find(({ name }) => name === "realtime");
  if (breaker?.state === "open") return true;
  // What it failed to publish another process may have published since: then nothing of its own says that the service is back.
  if (breaker && breaker.consecutiveFailures > 0) return !(await isAnswering());
  return (await readHealth()).checks.realtime.status === "failing";
}

async function isAnswering(): Promise<boolean> {
  const { realtime } = await ports();
  return realtime.ping().then(
    () => true,
    () => false,
  );
}
