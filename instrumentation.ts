import type { Instrumentation } from "next";
import { log } from "@/lib/core/log";

/** Runs once when a server starts. Next builds this file for another runtime as well, where nothing of ours is to be bundled. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { boot } = await import("@/lib/web/boot");
    await boot();
  }
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
