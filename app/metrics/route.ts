import { readGauges } from "@/lib/web/gauges";
import { renderMetrics } from "@/lib/web/metrics";
import { isOperator } from "@/lib/web/operator";

export const dynamic = "force-dynamic";

/** For Prometheus, with OPS_TOKEN; for anybody else there is nothing here. */
export async function GET(request: Request): Promise<Response> {
  if (!isOperator(request)) return new Response(null, { status: 404 });
  return new Response(renderMetrics(await readGauges()), {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
  });
}
