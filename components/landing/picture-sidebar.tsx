import { ChevronsUpDown, Hash, Inbox, Lock, MessageSquareQuote, Search } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Count } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { t } from "@/lib/text/visiting";

/** The left side of the picture. Nothing in it leads anywhere. */
export function PictureSidebar({ className }: { className?: string }) {
  const { rows } = t.landing.demo;
  return (
    <div
      aria-hidden="true"
      inert
      className={cn("w-56 shrink-0 select-none border-line border-e bg-sunken px-2", className)}
    >
      <p className="flex h-13 items-center justify-between px-2 font-semibold text-lg">
        {t.landing.demo.workspace}
        <ChevronsUpDown className="size-4 text-muted" />
      </p>
      <p className="mb-2 flex h-9 items-center gap-2.5 rounded-md border border-line bg-raised px-2.5 text-muted">
        <Search className="size-4" />
        <span className="flex-1">{t.shell.search}</span>
        <Kbd>Ctrl K</Kbd>
      </p>
      <Row icon={<Inbox className="size-4" />} label={t.shell.inbox} strong count={7} waiting />
      <Heading>{t.shell.channels}</Heading>
      {rows.channels.map((row) => (
        <Row
          key={row.name}
          icon={row.isPrivate ? <Lock className="size-4" /> : <Hash className="size-4" />}
          label={row.name}
          count={row.unread}
          strong={row.unread > 0}
          here={row.name === t.landing.demo.channel}
        />
      ))}
      <Heading>{t.shell.direct}</Heading>
      {rows.people.map((row) => (
        <Row
          key={row.name}
          icon={<Avatar id={`${row.name.toLowerCase()}-1`} name={row.name} size="xs" online={row.online} />}
          label={row.name}
          count={row.unread}
          strong={row.unread > 0}
          waiting
        />
      ))}
      <Heading>{t.shell.chats}</Heading>
      {rows.chats.map((name) => (
        <Row key={name} icon={<MessageSquareQuote className="size-4" />} label={name} count={0} />
      ))}
    </div>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <p className="mt-4 flex h-7 items-center px-2 font-medium text-muted text-sm">{children}</p>;
}

type RowProps = {
  icon: ReactNode;
  label: string;
  count: number;
  strong?: boolean;
  here?: boolean;
  waiting?: boolean;
};

function Row({ icon, label, count, strong = false, here = false, waiting = false }: RowProps) {
  return (
    <p
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md px-2 text-muted",
        strong && "font-semibold text-ink",
        here && "bg-accent-soft font-medium text-ink",
      )}
    >
      <span className="flex size-5 items-center justify-center">{icon}</span>
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <Count value={count} label={t.shell.unread(count)} strong={waiting} />
    </p>
  );
}
