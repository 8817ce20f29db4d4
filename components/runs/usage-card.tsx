import Link from "next/link";
import { usagePath } from "@/components/shell/paths";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import type { UsageDto } from "@/lib/runs/schema";
import { count, money } from "@/lib/text/amounts";
import { t } from "@/lib/text/catalogue";
import { UsageBars } from "./usage-bars";
import { UsageDays } from "./usage-days";

const PERIODS = [7, 30, 90];

type UsageCardProps = { slug: string; usage: UsageDto; days: number; showsMembers: boolean };

/** What was used: the sums, the days, and who and what it was for. */
export function UsageCard({ slug, usage, days, showsMembers }: UsageCardProps) {
  const text = t.usage;
  const { total } = usage;
  return (
    <SettingsCard title={text.title} detail={text.detail} action={<Periods slug={slug} days={days} />}>
      <SettingsBody className="grid gap-6">
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <Figure label={text.spent} value={money(total.costMicros)} isMain />
          <Figure label={text.tokensIn} value={count(total.inputTokens)} />
          <Figure label={text.tokensOut} value={count(total.outputTokens)} />
          <Figure label={text.attempts} value={count(total.attempts)} />
        </dl>
        {total.attempts === 0 ? (
          <EmptyState title={text.empty}>{text.emptyDetail}</EmptyState>
        ) : (
          <>
            <UsageDays byDay={usage.byDay} from={usage.from} days={days} />
            <UsageBars
              title={text.byModel}
              lines={usage.byModel.map((line) => ({ ...line, label: line.model }))}
            />
            {showsMembers ? (
              <UsageBars
                title={text.byMember}
                lines={usage.byMember.map((line) => ({ ...line, label: line.name ?? text.nobody }))}
              />
            ) : null}
            <UsageBars
              title={text.byPurpose}
              lines={usage.byPurpose.map((line) => ({
                ...line,
                label: text.purposes[line.purpose] ?? line.purpose,
              }))}
            />
          </>
        )}
      </SettingsBody>
    </SettingsCard>
  );
}

function Figure({ label, value, isMain }: { label: string; value: string; isMain?: boolean }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className={cn("font-semibold tabular-nums", isMain ? "text-2xl" : "text-xl")}>{value}</dd>
    </div>
  );
}

function Periods({ slug, days }: { slug: string; days: number }) {
  return (
    <nav aria-label={t.usage.period} className="flex rounded-md border border-line p-px">
      {PERIODS.map((period) => (
        <Link
          key={period}
          href={`${usagePath(slug)}?days=${period}`}
          scroll={false}
          aria-current={period === days ? "true" : undefined}
          data-focus-inside
          className={cn(
            "flex h-7 items-center rounded-sm px-2.5 font-medium text-muted text-sm transition-colors pointer-coarse:h-11",
            period === days ? "bg-accent-soft text-ink" : "hover:text-ink",
          )}
        >
          {t.usage.days(period)}
        </Link>
      ))}
    </nav>
  );
}
