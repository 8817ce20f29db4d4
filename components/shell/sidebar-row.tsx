import { Hash, Lock, MessageSquareQuote } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Count } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { t } from "@/lib/text/talk";
import { NavLink } from "./nav-link";
import { conversationPath } from "./paths";
import type { SidebarConversation } from "./shell-data";

type SidebarRowProps = {
  href: string;
  icon: ReactNode;
  label: string;
  /** Something in it has not been read. */
  strong?: boolean;
  muted?: boolean;
  trail?: ReactNode;
};

export function SidebarRow({ href, icon, label, strong, muted, trail }: SidebarRowProps) {
  return (
    <li>
      <NavLink
        href={href}
        data-focus-inside
        className={cn(
          "flex h-(--row) items-center gap-2.5 rounded-md px-2 text-muted leading-none transition-colors",
          "hover:bg-hover aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-ink",
          "max-md:px-3 max-md:text-lg",
          strong && "font-semibold text-ink",
          muted && "opacity-60",
        )}
      >
        <span className="flex size-5 shrink-0 items-center justify-center [&_svg]:size-4">{icon}</span>
        <span className="min-w-0 flex-1 truncate py-1">{label}</span>
        {trail}
      </NavLink>
    </li>
  );
}

/** One conversation, with what waits in it. */
export function ConversationRow({ slug, conversation }: { slug: string; conversation: SidebarConversation }) {
  const { name, unread, mentions, muted } = conversation;
  const waiting = mentions > 0 || conversation.kind === "direct";
  return (
    <SidebarRow
      href={conversationPath(slug, conversation)}
      icon={<ConversationIcon conversation={conversation} />}
      label={name}
      strong={unread > 0 && !muted}
      muted={muted ?? false}
      trail={
        <>
          {conversation.visibility === "private" && conversation.kind === "channel" ? (
            <span className="sr-only">{t.shell.privateChannel}</span>
          ) : null}
          {conversation.online ? <span className="sr-only">{t.shell.online}</span> : null}
          <UnreadCount unread={unread} mentions={mentions} strong={waiting && !muted} />
        </>
      }
    />
  );
}

function UnreadCount({ unread, mentions, strong }: { unread: number; mentions: number; strong: boolean }) {
  const value = mentions > 0 ? mentions : unread;
  const label = mentions > 0 ? t.shell.mentions(mentions) : t.shell.unread(unread);
  return <Count value={value} label={label} strong={strong} />;
}

export function ConversationIcon({ conversation }: { conversation: SidebarConversation }) {
  const [first] = conversation.people ?? [];
  if (conversation.kind === "direct" && first) {
    return (
      <Avatar
        id={first.id}
        name={first.name}
        kind={first.kind}
        imageUrl={first.imageUrl}
        size="xs"
        online={conversation.online ?? false}
      />
    );
  }
  if (conversation.kind === "chat") return <MessageSquareQuote aria-hidden="true" />;
  return conversation.visibility === "private" ? <Lock aria-hidden="true" /> : <Hash aria-hidden="true" />;
}
