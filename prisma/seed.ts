import type { Ports } from "@/lib/ctx";
import { acme } from "./seed/acme/acme";
import { globex } from "./seed/globex";
import { setStage } from "./seed/stage";
import { tell } from "./seed/tell";

/**
 * Tells the stories of the demo through the real commands, with a clock that is moved to when each line was said. Nothing leaves: live
 * events have no listener yet, and what jobs would do is done here.
 */
export async function seedDemo(ports: Ports, options: { password: string }): Promise<void> {
  const start = ports.clock.now();
  const quiet: Ports = {
    ...ports,
    realtime: { ...ports.realtime, publish: async () => undefined, terminate: async () => undefined },
    jobs: { ...ports.jobs, send: async () => undefined },
    mail: { ...ports.mail, send: async () => undefined },
  };
  for (const story of [acme, globex]) await tell(await setStage(quiet, story, start, options.password));
}
