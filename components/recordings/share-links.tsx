"use client";

import { Link2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { List, ListRow } from "@/components/ui/list";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { ShareLinkDto } from "@/lib/recordings/sharing/schema";
import { t } from "@/lib/text/catalogue";
import { BusyButton } from "./busy-button";
import type { HeldLinks } from "./use-share-links";

const words = t.recording.share;

/** The links to a report: what each gives, who made it, until when, how often it was opened. */
export function ShareLinks({ links }: { links: HeldLinks }) {
  return (
    <section aria-label={words.links} className="grid gap-2">
      <h3 className="font-medium">{words.links}</h3>
      <Shown links={links} />
    </section>
  );
}

function Shown({ links: { items, hasFailed, again, revoke } }: { links: HeldLinks }) {
  if (hasFailed) {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 text-muted">
        {words.unknown}
        <Button size="sm" onClick={again}>
          {t.common.tryAgain}
        </Button>
      </div>
    );
  }
  if (items === null) return <Skeleton className="h-12" />;
  if (items.length === 0) return <p className="text-muted">{words.none}</p>;
  return (
    <List className="-mx-4 border-line border-t lg:-mx-5">
      {items.map((link) => (
        <LinkRow key={link.id} link={link} onRevoke={revoke} />
      ))}
    </List>
  );
}

type LinkRowProps = { link: ShareLinkDto; onRevoke: (link: ShareLinkDto) => Promise<void> };

function LinkRow({ link, onRevoke }: LinkRowProps) {
  const { status, madeBy, expiresAt, opened } = link;
  const gives = words.gives(link);
  return (
    <ListRow
      lead={<Link2 aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />}
      title={
        <span className="flex flex-wrap items-center gap-2">
          {gives}
          {status === "open" ? null : <Badge tone="neutral">{words.status[status]}</Badge>}
        </span>
      }
      detail={
        <span className="flex flex-wrap gap-x-2 text-sm">
          <span>{words.by(madeBy.name)}</span>
          <span>
            {words.until} <Time at={expiresAt} show="until" />
          </span>
          <span>{words.opened(opened)}</span>
        </span>
      }
      trail={
        status === "open" ? (
          <BusyButton
            size="sm"
            aria-label={words.revokeLabel(gives, madeBy.name)}
            onPress={() => onRevoke(link)}
          >
            {words.revoke}
          </BusyButton>
        ) : null
      }
    />
  );
}
