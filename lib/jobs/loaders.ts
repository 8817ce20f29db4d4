import "server-only";
import { notFound } from "@/lib/core/errors";
import { Id } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { isAdmin } from "@/lib/members/rules";
import { getPageCtx, orNotFound } from "@/lib/web/page";
import { countDeadLetters, listJobs } from "./queries";
import { type JobDto, JobFilters } from "./schema";

export type LoadedJobs = {
  items: JobDto[];
  nextCursor: string | null;
  /** How many failed and wait for somebody. */
  dead: number;
  filters: JobFilters;
  adminId: string;
};

const PAGE = 50;

type Query = Record<string, string | string[] | undefined>;

/** The jobs of a workspace, by what the address asks for. For who is no admin the page does not exist. */
export async function loadJobs(slug: string, query: Query): Promise<LoadedJobs> {
  const ctx = await getPageCtx(slug);
  const filters = filtersOf(query);
  const before = Id.safeParse(query.before).data;
  const load = async (): Promise<LoadedJobs> => {
    const { actor } = ctx;
    if (actor.kind !== "member" || !isAdmin(actor.role)) throw notFound("page");
    return read(ctx, async (tx) => ({
      ...(await listJobs(tx, { ...filters, cursor: before, limit: PAGE })),
      dead: await countDeadLetters(tx),
      filters,
      adminId: actor.memberId,
    }));
  };
  return orNotFound(load());
}

/** What is asked for and makes sense; the rest is no wish. */
function filtersOf({ status, queue }: Query): JobFilters {
  const wanted = Object.entries({ status, queue }).filter(
    ([key, value]) => value && JobFilters.safeParse({ [key]: value }).success,
  );
  return JobFilters.parse(Object.fromEntries(wanted));
}
