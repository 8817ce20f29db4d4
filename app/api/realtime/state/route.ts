import { isPublishingDelayed } from "@/lib/web/publishing";

export const dynamic = "force-dynamic";

/** Whether live updates are delayed. Pages ask every few seconds, so it asks no database and says nothing else. */
export async function GET(): Promise<Response> {
  return Response.json(
    { delayed: await isPublishingDelayed() },
    { headers: { "cache-control": "no-store" } },
  );
}
