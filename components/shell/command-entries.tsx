import {
  AudioLines,
  Calendar,
  CircleCheck,
  FileText,
  Inbox,
  Keyboard,
  LogOut,
  Monitor,
  Moon,
  Plus,
  SquareKanban,
  Sun,
  Users,
} from "lucide-react";
import type { ReactNode } from "react";
import { t } from "@/lib/text/catalogue";
import { setTheme } from "./appearance-store";
import { conversationPath, membersPath, roomPath, workspacePath } from "./paths";
import type { Room, ShellActions, ShellData } from "./shell-data";
import { ConversationIcon } from "./sidebar-row";
import { WorkspaceTile } from "./workspace-tile";

type EntryLook = { id: string; label: string; icon: ReactNode; detail?: string };
export type CommandEntry = EntryLook &
  ({ href: string; onSelect?: never } | { href?: never; onSelect: () => void });
type CommandGroup = { title: string; entries: CommandEntry[] };

const PLACE_ICONS: Partial<Record<Room, ReactNode>> = {
  inbox: <Inbox aria-hidden="true" />,
  tasks: <CircleCheck aria-hidden="true" />,
  documents: <FileText aria-hidden="true" />,
  recordings: <AudioLines aria-hidden="true" />,
  board: <SquareKanban aria-hidden="true" />,
  calendar: <Calendar aria-hidden="true" />,
};

/** Everything the command menu offers, unread conversations first. */
export function entriesOf(
  shell: ShellData,
  actions: ShellActions & { openShortcuts: () => void },
): CommandGroup[] {
  return [
    { title: t.shell.command.conversations, entries: conversations(shell) },
    { title: t.shell.command.places, entries: places(shell) },
    { title: t.shell.command.actions, entries: doings(shell, actions) },
  ].filter((group) => group.entries.length > 0);
}

function conversations(shell: ShellData): CommandEntry[] {
  const unreadFirst = shell.conversations.toSorted((a, b) => Number(b.unread > 0) - Number(a.unread > 0));
  return unreadFirst.map((one) => ({
    id: one.id,
    label: one.name,
    icon: (
      <span className="flex size-5 shrink-0 items-center justify-center text-muted [&_svg]:size-4">
        <ConversationIcon conversation={one} />
      </span>
    ),
    href: conversationPath(shell.workspace.slug, one),
    ...(one.unread > 0 ? { detail: t.shell.unread(one.unread) } : {}),
  }));
}

function places(shell: ShellData): CommandEntry[] {
  const { slug } = shell.workspace;
  const rooms = shell.rooms.flatMap((room) => {
    const icon = PLACE_ICONS[room];
    return icon && room !== "search"
      ? [{ id: `room-${room}`, label: t.shell[room], icon, href: roomPath(slug, room) }]
      : [];
  });
  const members = {
    id: "members",
    label: t.shell.menu.members,
    icon: <Users aria-hidden="true" />,
    href: membersPath(slug),
  };
  const others = shell.workspaces
    .filter((one) => one.id !== shell.workspace.id)
    .map((one) => ({
      id: `workspace-${one.id}`,
      label: t.shell.switchTo(one.name),
      icon: <WorkspaceTile workspace={one} size="sm" />,
      href: workspacePath(one.slug),
    }));
  return [...rooms, members, ...others];
}

function doings(shell: ShellData, actions: ShellActions & { openShortcuts: () => void }): CommandEntry[] {
  const { start, theme, menu } = t.shell;
  return [
    ...shell.starts.map((kind) => ({
      id: `start-${kind}`,
      label: `${start.title}: ${start[kind]}`,
      icon: <Plus aria-hidden="true" />,
      onSelect: () => actions.start(kind),
    })),
    {
      id: "theme-light",
      label: `${theme.label}: ${theme.light}`,
      icon: <Sun aria-hidden="true" />,
      onSelect: () => setTheme("light"),
    },
    {
      id: "theme-dark",
      label: `${theme.label}: ${theme.dark}`,
      icon: <Moon aria-hidden="true" />,
      onSelect: () => setTheme("dark"),
    },
    {
      id: "theme-system",
      label: `${theme.label}: ${theme.system}`,
      icon: <Monitor aria-hidden="true" />,
      onSelect: () => setTheme("system"),
    },
    {
      id: "shortcuts",
      label: menu.shortcuts,
      icon: <Keyboard aria-hidden="true" />,
      onSelect: actions.openShortcuts,
    },
    { id: "sign-out", label: menu.signOut, icon: <LogOut aria-hidden="true" />, onSelect: actions.signOut },
  ];
}
