import { listAudit } from "@/lib/audit/queries";
import { listAuditRoute } from "@/lib/audit/schema";
import { read } from "@/lib/ctx";
import { route } from "@/lib/web/route";

export const GET = route(listAuditRoute, (ctx, { query }) => read(ctx, (tx) => listAudit(tx, query)));
