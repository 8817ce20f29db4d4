import { verifyAudit } from "@/lib/audit/queries";
import { verifyAuditRoute } from "@/lib/audit/schema";
import { route } from "@/lib/web/route";

export const GET = route(verifyAuditRoute, verifyAudit);
