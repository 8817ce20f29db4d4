import { env } from "@/lib/adapters/env";
import { ports, proveWalls } from "@/lib/adapters/index";
import { startSweeping } from "@/lib/relay";

/** Next only logs what its `register` throws, and goes on to serve. Our own server waits for this promise, and refuses to. */
const holder = globalThis as typeof globalThis & { parleyBoot?: Promise<void> };

/** Once when a server starts. A malformed environment, or a database that does not keep workspaces apart, stops the boot with one sentence. */
export async function boot(): Promise<void> {
  holder.parleyBoot = prove();
  await holder.parleyBoot;
}

async function prove(): Promise<void> {
  const { PARLEY_ROLE: role } = env();
  await proveWalls();
  if (role) startSweeping(await ports()); // started by the launcher: a process that lives long
}
