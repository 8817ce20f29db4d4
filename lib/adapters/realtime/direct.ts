import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { type PublishRequest, planPublish } from "./plan";
import type { RealtimePort } from "./port";

/** The embedded service, as it can be reached without a request by whoever is in the same process. Throws when it refuses. */
type DirectService = { publish(request: PublishRequest): void };

const holder = globalThis as typeof globalThis & { parleyRealtimeService?: DirectService | undefined };

/** What the embedded service left for us, if it runs in this process. It starts after us and ends before us, so it is asked for each time. */
function serviceOfThisProcess(): DirectService | undefined {
  return holder.parleyRealtimeService;
}

/**
 * The same port, but what is published is handed to the embedded service when it runs in this process: no signature, no connection, no
 * request to our own address. Elsewhere (the worker, or a service that is configured) it goes by the HTTP API.
 */
export function publishDirectly(port: RealtimePort, findService = serviceOfThisProcess): RealtimePort {
  return {
    ...port,
    async publish(events) {
      const service = findService();
      if (!service) return port.publish(events);
      const { requests, refused } = planPublish(events);
      for (const event of refused) log.error("realtime.refused", { event: event.name, reason: event.reason });
      try {
        for (const request of requests) service.publish(request);
      } catch (cause) {
        throw new AppError("INTERNAL", "The realtime service refused the request.", { cause });
      }
    },
  };
}
