import { newId } from "@/lib/core/ids";
import type { Ports } from "@/lib/ctx";
import { putDemoInPlace } from "@/lib/demo/commands";
import { acme } from "./seed/acme/acme";
import { globex } from "./seed/globex";
import { setStage } from "./seed/stage";
import type { Story } from "./seed/story";
import { tell } from "./seed/tell";

/** The demo's known password exists in the local profile alone. */
export const DEMO_PASSWORD = "parley-demo";

/**
 * Tells the stories of the demo through the real commands, with a clock that is moved to when each line was said. Nothing leaves: live
 * events have no listener yet, and what jobs would do is done here.
 */
export async function seedDemo(ports: Ports, options: { password: string }): Promise<void> {
  for (const story of [acme, globex]) await tellStory(ports, story, options.password);
}

/**
 * Tells them anew and then puts the new workspaces in the place of the old ones, in one transaction: when it fails halfway, the demo is as it
 * was. Its people keep their accounts and sessions, and get back their names and passwords.
 */
export async function retellDemo(ports: Ports): Promise<void> {
  const told: { id: string; slug: string }[] = [];
  for (const story of [acme, globex]) {
    const aside = { ...story, slug: `${story.slug}-${newId().slice(-12)}` };
    told.push({ id: await tellStory(ports, aside, DEMO_PASSWORD), slug: story.slug });
  }
  await putDemoInPlace(ports, told);
}

/** Returns the id of the story's workspace. */
async function tellStory(ports: Ports, story: Story, password: string): Promise<string> {
  const quiet: Ports = {
    ...ports,
    realtime: { ...ports.realtime, publish: async () => undefined, terminate: async () => undefined },
    mail: { ...ports.mail, send: async () => undefined },
  };
  const stage = await setStage(quiet, story, ports.clock.now(), password);
  await tell(stage);
  return stage.workspaceId;
}
