import "server-only";
import { notFound } from "@/lib/core/errors";
import { read } from "@/lib/ctx";
import { isAdmin } from "@/lib/members/rules";
import { getPageCtx, orNotFound } from "@/lib/web/page";
import { getWorkspace } from "@/lib/workspaces/queries";
import type { UsageDto } from "../schema";
import { getUsage } from "./queries";

export type LoadedUsage = {
  usage: UsageDto;
  days: number;
  /** Sees the whole, and may set the budget. */
  isAdmin: boolean;
  budgetCents: number | null;
};

const PERIODS = [7, 30, 90];
const USUAL = 30;

/** What was used, of a period that the address names. Members see their own part. A guest has no such page. */
export async function loadUsage(slug: string, wanted: string | string[] | undefined): Promise<LoadedUsage> {
  const ctx = await getPageCtx(slug);
  const days = PERIODS.find((period) => String(period) === wanted) ?? USUAL;
  const load = async (): Promise<LoadedUsage> => {
    const { actor } = ctx;
    if (actor.kind !== "member" || actor.role === "guest") throw notFound("page");
    return read(ctx, async (tx) => ({
      usage: await getUsage(tx, days),
      days,
      isAdmin: isAdmin(actor.role),
      budgetCents: (await getWorkspace(tx)).budgetCents,
    }));
  };
  return orNotFound(load());
}
