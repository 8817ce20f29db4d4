import { AudioLines, Calendar, CircleCheck, FileText, Inbox, SquareKanban, Timer } from "lucide-react";
import { Count } from "@/components/ui/badge";
import { ScrollArea } from "@/components/ui/scroll-area";
import { t } from "@/lib/text/talk";
import { roomPath, startPath } from "./paths";
import { SearchButton } from "./search-button";
import type { Room, ShellActions, ShellData, SidebarConversation } from "./shell-data";
import { ConversationRow, SidebarRow } from "./sidebar-row";
import { SidebarSection } from "./sidebar-section";
import { StartMenu } from "./start-menu";
import { WorkspaceMenu } from "./workspace-menu";

type SidebarProps = { shell: ShellData; actions: ShellActions; onSearch: () => void };

/** Where one can go: search, what waits, conversations, rooms. On a phone it is the page called Home. */
export function Sidebar({ shell, actions, onSearch }: SidebarProps) {
  return (
    <>
      <header className="flex min-h-13 shrink-0 items-center gap-1 ps-2 pe-2 pt-(--safe-top)">
        <WorkspaceMenu shell={shell} />
        <StartMenu starts={shell.starts} onStart={actions.start} />
      </header>
      <div className="px-2 pb-2">
        <SearchButton onSearch={onSearch} />
      </div>
      <ScrollArea className="flex-1 px-2 pb-6">
        <Waiting shell={shell} />
        <Conversations shell={shell} actions={actions} />
        <RoomSection shell={shell} title={t.shell.library} rooms={["documents", "recordings"]} />
        <RoomSection shell={shell} title={t.shell.sales} rooms={["board", "calendar"]} />
      </ScrollArea>
    </>
  );
}

const ROOM_ICONS = {
  inbox: Inbox,
  tasks: CircleCheck,
  documents: FileText,
  recordings: AudioLines,
  board: SquareKanban,
  calendar: Calendar,
};

type ListedRoom = keyof typeof ROOM_ICONS & Room;

function Waiting({ shell }: { shell: ShellData }) {
  const { inboxCount, taskCount } = shell;
  return (
    <ul>
      {shell.isDemo ? (
        <SidebarRow
          href={startPath(shell.workspace.slug)}
          icon={<Timer aria-hidden="true" />}
          label={t.demo.title}
        />
      ) : null}
      {shell.rooms.includes("inbox") ? (
        <RoomRow
          shell={shell}
          room="inbox"
          strong={inboxCount > 0}
          trail={<Count value={inboxCount} label={t.shell.waiting(inboxCount)} strong />}
        />
      ) : null}
      {shell.rooms.includes("tasks") ? (
        <RoomRow
          shell={shell}
          room="tasks"
          trail={<Count value={taskCount} label={t.shell.waiting(taskCount)} />}
        />
      ) : null}
    </ul>
  );
}

function Conversations({ shell, actions }: { shell: ShellData; actions: ShellActions }) {
  const of = (kind: SidebarConversation["kind"]) => shell.conversations.filter((one) => one.kind === kind);
  const rows = (list: SidebarConversation[]) =>
    list.map((one) => <ConversationRow key={one.id} slug={shell.workspace.slug} conversation={one} />);
  const add = (kind: "channel" | "message" | "chat") =>
    shell.starts.includes(kind) ? () => actions.start(kind) : undefined;
  return (
    <>
      <SidebarSection
        title={t.shell.channels}
        addLabel={t.shell.newChannel}
        onAdd={add("channel")}
        empty={t.shell.noChannels}
      >
        {rows(of("channel"))}
      </SidebarSection>
      <SidebarSection
        title={t.shell.direct}
        addLabel={t.shell.newDirect}
        onAdd={add("message")}
        empty={t.shell.noDirect}
      >
        {rows(of("direct"))}
      </SidebarSection>
      {shell.starts.includes("chat") || of("chat").length > 0 ? (
        <SidebarSection
          title={t.shell.chats}
          addLabel={t.shell.newChat}
          onAdd={add("chat")}
          empty={t.shell.noChats}
        >
          {rows(of("chat"))}
        </SidebarSection>
      ) : null}
    </>
  );
}

function RoomSection({ shell, title, rooms }: { shell: ShellData; title: string; rooms: ListedRoom[] }) {
  const usable = rooms.filter((room) => shell.rooms.includes(room));
  if (usable.length === 0) return null;
  return (
    <SidebarSection title={title}>
      {usable.map((room) => (
        <RoomRow key={room} shell={shell} room={room} />
      ))}
    </SidebarSection>
  );
}

type RoomRowProps = { shell: ShellData; room: ListedRoom; strong?: boolean; trail?: React.ReactNode };

function RoomRow({ shell, room, strong = false, trail }: RoomRowProps) {
  const Icon = ROOM_ICONS[room];
  return (
    <SidebarRow
      href={roomPath(shell.workspace.slug, room)}
      icon={<Icon aria-hidden="true" />}
      label={t.shell[room]}
      strong={strong}
      trail={trail}
    />
  );
}
