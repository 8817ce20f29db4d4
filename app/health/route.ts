import { readHealth } from "@/lib/web/health";
import { isOperator } from "@/lib/web/operator";

export const dynamic = "force-dynamic";

/** Which parts work. 503 only without the database; details are for the operator. */
export async function GET(request: Request): Promise<Response> {
  const { status, version, checks } = await readHealth();
  const body = isOperator(request) ? { status, version, checks } : { status, version };
  return Response.json(body, {
    status: status === "down" ? 503 : 200,
    headers: { "cache-control": "no-store" },
  });
}
