import type { Metadata } from "next";
import { BudgetCard } from "@/components/runs/budget-card";
import { UsageCard } from "@/components/runs/usage-card";
import { loadUsage } from "@/lib/runs/ledger/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.usage.title };

export default async function UsagePage({
  params,
  searchParams,
}: PageProps<"/w/[workspace]/settings/usage">) {
  const { workspace: slug } = await params;
  const { usage, days, isAdmin, budgetCents } = await loadUsage(slug, (await searchParams).days);
  return (
    <>
      <UsageCard slug={slug} usage={usage} days={days} showsMembers={isAdmin} />
      {isAdmin ? <BudgetCard slug={slug} budgetCents={budgetCents} budget={usage.budget} /> : null}
    </>
  );
}
