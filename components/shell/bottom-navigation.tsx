"use client";

import { House, Inbox, type LucideIcon, MessageSquareQuote, UserRound } from "lucide-react";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Count } from "@/components/ui/badge";
import { t } from "@/lib/text/talk";
import { NavLink } from "./nav-link";
import { askPath, isConversationPath, roomPath, workspacePath, youPath } from "./paths";
import type { ShellActions, ShellData } from "./shell-data";
import { StartSheet } from "./start-menu";

type BottomNavigationProps = { shell: ShellData; actions: ShellActions };

/** On a phone: Home, Inbox, +, Ask, You. It steps aside where a conversation needs the room. */
export function BottomNavigation({ shell, actions }: BottomNavigationProps) {
  const pathname = usePathname();
  const { slug } = shell.workspace;
  if (isConversationPath(slug, pathname)) return null;
  return (
    <nav
      aria-label={t.shell.places}
      className="grid shrink-0 grid-cols-5 items-center border-line border-t bg-raised pb-(--safe-bottom) md:hidden"
    >
      <Place href={workspacePath(slug)} icon={House} label={t.shell.home} exact />
      <Place href={roomPath(slug, "inbox")} icon={Inbox} label={t.shell.inbox}>
        <Count
          value={shell.inboxCount}
          label={t.shell.waiting(shell.inboxCount)}
          strong
          className="absolute start-2.5 -top-2 border-2 border-raised"
        />
      </Place>
      <div className="flex justify-center">
        {shell.starts.length > 0 ? <StartSheet starts={shell.starts} onStart={actions.start} /> : null}
      </div>
      <Place href={askPath(slug)} icon={MessageSquareQuote} label={t.shell.ask} exact />
      <Place href={youPath(slug)} icon={UserRound} label={t.shell.you} />
    </nav>
  );
}

type PlaceProps = { href: string; icon: LucideIcon; label: string; exact?: boolean; children?: ReactNode };

function Place({ href, icon: Icon, label, exact = false, children }: PlaceProps) {
  return (
    <NavLink
      href={href}
      exact={exact}
      data-focus-inside
      className="flex h-16 flex-col items-center justify-center gap-1 font-medium text-muted text-xs aria-[current=page]:text-accent"
    >
      <span className="relative">
        <Icon aria-hidden="true" size={20} />
        {children}
      </span>
      {label}
    </NavLink>
  );
}
