import { DOCS_POLICY, docsPage } from "@/lib/web/api-docs";
import { anonymousCtx } from "@/lib/web/gate";
import { openApi } from "@/lib/web/openapi";

/** It says nothing of any workspace: everybody may read it, and keep it for an hour. */
export async function GET(request: Request): Promise<Response> {
  const { site } = await anonymousCtx(request.headers);
  return new Response(docsPage(openApi(site.url)), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": DOCS_POLICY,
      "cache-control": "public, max-age=3600",
    },
  });
}
