import { ports } from "@/lib/adapters/index";
import { openApi } from "@/lib/web/openapi";

/** The document says nothing of any workspace: everybody may read it, and keep it for an hour. */
export async function GET(): Promise<Response> {
  const { site } = await ports();
  return Response.json(openApi(site.url), { headers: { "cache-control": "public, max-age=3600" } });
}
