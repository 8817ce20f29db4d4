import { ArrowUpRight, House, type LucideIcon, MonitorCheck } from "lucide-react";
import Link from "next/link";
import { modelsPath } from "@/components/shell/paths";
import { Banner } from "@/components/ui/banner";
import { List, ListRow } from "@/components/ui/list";
import { Time } from "@/components/ui/time";
import { t } from "@/lib/text/catalogue";
import type { LoadedDestination } from "@/lib/workspaces/destinations/loaders";
import { SettingsBody, SettingsCard } from "./settings-card";

type DestinationsCardProps = { slug: string; destinations: LoadedDestination[] };

/** Where data goes: what leaves this machine first, then what stays on it. */
export function DestinationsCard({ slug, destinations }: DestinationsCardProps) {
  const text = t.destination;
  const away = destinations.filter(({ host }) => host !== null);
  const here = destinations.filter(({ host }) => host === null);
  return (
    <SettingsCard title={text.title} detail={text.detail}>
      <SettingsBody>
        {away.length === 0 ? (
          <Banner tone="accent" shape="card" icon={<MonitorCheck aria-hidden="true" />}>
            <strong className="font-medium">{text.nothing}</strong> {text.nothingDetail}
          </Banner>
        ) : (
          <p className="font-medium">{text.leaves(away.length)}</p>
        )}
      </SettingsBody>
      <List className="border-line border-t">
        {away.map((one) => (
          <Row key={`${one.kind} ${one.provider}`} slug={slug} one={one} icon={ArrowUpRight} />
        ))}
        {here.map((one) => (
          <Row key={`${one.kind} ${one.provider}`} slug={slug} one={one} icon={House} />
        ))}
      </List>
    </SettingsCard>
  );
}

function Row({ slug, one, icon: Icon }: { slug: string; one: LoadedDestination; icon: LucideIcon }) {
  const text = t.destination;
  const words = text.kinds[one.kind];
  return (
    <ListRow
      lead={<Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />}
      title={
        <span className="flex flex-wrap justify-between gap-x-3">
          <span>{words.title}</span>
          <span className="break-all font-normal text-muted">{one.host ?? text.here}</span>
        </span>
      }
      detail={
        <>
          <p>{words.sent}</p>
          {one.host === null ? null : (
            <p className="flex flex-wrap gap-x-1.5 text-sm">
              <span>{one.isOwn ? text.ours : text.theirs}</span>
              {one.isCounted ? <LastUse at={one.lastUsedAt} /> : null}
              {one.kind === "model" ? (
                <Link href={modelsPath(slug)} className="text-accent underline-offset-4 hover:underline">
                  {text.off}
                </Link>
              ) : null}
            </p>
          )}
        </>
      }
    />
  );
}

function LastUse({ at }: { at: string | null }) {
  const text = t.destination;
  if (!at) return <span>· {text.neverUsed} ·</span>;
  return (
    <span>
      · {text.lastUsed} <Time at={at} /> ·
    </span>
  );
}
