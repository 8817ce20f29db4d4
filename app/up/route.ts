export const dynamic = "force-dynamic";

/** Whether the process is alive. It asks nobody else. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
