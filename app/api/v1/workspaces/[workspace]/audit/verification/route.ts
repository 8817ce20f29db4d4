import { verifyAudit } from "@/lib/audit/queries";
import { verifyAuditRoute } from "@/lib/audit/schema";
import { read } from "@/lib/ctx";
import { route } from "@/lib/web/route";

export const GET = route(verifyAuditRoute, (ctx) => read(ctx, verifyAudit));
