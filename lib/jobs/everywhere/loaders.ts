import "server-only";
import { Id } from "@/lib/core/ids";
import { requireOperator } from "@/lib/web/operator";
import { orNotFound, requireVisitor } from "@/lib/web/page";
import { JobFilters, type OperatorJobDto } from "../schema";
import { listAllJobs } from "./queries";

export type LoadedAllJobs = { items: OperatorJobDto[]; nextCursor: string | null; filters: JobFilters };

type Query = Record<string, string | string[] | undefined>;

const PAGE = 50;

/** The jobs of every workspace. For who does not run the installation the page does not exist. */
export async function loadAllJobs({ status, queue, before }: Query): Promise<LoadedAllJobs> {
  const { identity, signedIn } = await requireVisitor("/ops");
  const filters = JobFilters.safeParse({ ...(status ? { status } : {}), ...(queue ? { queue } : {}) });
  const wanted = filters.success ? filters.data : {};
  const load = async () => {
    await requireOperator(identity, signedIn);
    const page = await listAllJobs(identity, { ...wanted, cursor: Id.safeParse(before).data, limit: PAGE });
    return { ...page, filters: wanted };
  };
  return orNotFound(load());
}
