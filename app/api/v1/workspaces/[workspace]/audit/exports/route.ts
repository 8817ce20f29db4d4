import { exportAudit } from "@/lib/audit/commands";
import { exportAuditRoute } from "@/lib/audit/schema";
import { route } from "@/lib/web/route";

export const POST = route(exportAuditRoute, async (ctx, { body }) => {
  const { text, contentType, filename } = await exportAudit(ctx, body);
  return new Response(text, {
    headers: {
      "content-type": contentType,
      "content-disposition": `attachment; filename="${filename}"`,
    },
  });
});
