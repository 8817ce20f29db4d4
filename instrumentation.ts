import type { Instrumentation } from "next";
import { env } from "@/lib/adapters/env";
import { ports, proveWalls } from "@/lib/adapters/index";
import { log } from "@/lib/core/log";
import { startSweeping } from "@/lib/relay";

/** Next only logs what `register` throws, and goes on to serve. Our own server waits for this promise, and refuses to. */
const holder = globalThis as typeof globalThis & { parleyBoot?: Promise<void> };

/** Runs once when a server starts. A malformed environment, or a database that does not keep workspaces apart, stops the boot with one sentence. */
export async function register(): Promise<void> {
  holder.parleyBoot = proveBoot();
  await holder.parleyBoot;
}

async function proveBoot(): Promise<void> {
  const { PARLEY_ROLE: role } = env();
  await proveWalls();
  if (role) startSweeping(await ports()); // started by the launcher: a process that lives long
}

/** What a page or a route threw and nobody caught. People see the digest; this line says what it stands for. */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  const requestId = request.headers["x-request-id"];
  log.error(
    "request.failed",
    { route: context.routePath, digest, request_id: typeof requestId === "string" ? requestId : null },
    error,
  );
};
