import { processBreakers } from "@/lib/adapters/breaker";
import { readHealth } from "./health";

/**
 * Whether events do not reach the realtime service: this process has just failed to publish, or its last look at the service failed. A
 * page whose socket is up cannot know by itself that nothing is sent through it.
 */
export async function isPublishingDelayed(): Promise<boolean> {
  const breaker = processBreakers()
    .statuses()
    .find(({ name }) => name === "realtime");
  if (breaker && breaker.consecutiveFailures > 0) return true;
  return (await readHealth()).checks.realtime.status === "failing";
}
