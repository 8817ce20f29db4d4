import "server-only";
import { notFound } from "@/lib/core/errors";
import { type Ctx, read } from "@/lib/ctx";
import { isAdmin } from "@/lib/members/rules";
import { getPageCtx, orNotFound } from "@/lib/web/page";
import { listAudit } from "./queries";
import { type AuditEntryDto, AuditFilters } from "./schema";

const PAGE = 50;

export type LoadedAudit = { items: AuditEntryDto[]; nextCursor: string | null; filters: AuditFilters };

type Query = Record<string, string | string[] | undefined>;

/** A page of the workspace's log, by what its address asks for. For who is no admin the page does not exist. */
export async function loadAudit(slug: string, query: Query): Promise<LoadedAudit> {
  const ctx = await getPageCtx(slug);
  const filters = filtersOf(query);
  const before =
    typeof query.before === "string" && /^\d{1,9}$/.test(query.before) ? query.before : undefined;
  const load = async (): Promise<LoadedAudit> => {
    requireAdmin(ctx);
    const page = await read(ctx, (tx) => listAudit(tx, { ...filters, cursor: before, limit: PAGE }));
    return { ...page, filters };
  };
  return orNotFound(load());
}

function requireAdmin({ actor }: Ctx): void {
  if (actor.kind !== "member" || !isAdmin(actor.role)) throw notFound("page");
}

/** What is asked for and makes sense; the rest is no wish. */
function filtersOf(query: Query): AuditFilters {
  const wanted = Object.entries({ action: query.action, from: query.from, to: query.to });
  const filled = wanted.filter(([key, value]) => {
    if (!value) return false;
    return AuditFilters.safeParse({ [key]: value }).success;
  });
  return AuditFilters.parse(Object.fromEntries(filled));
}
