"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useConnectionState } from "@/components/realtime/use-topic";
import { RecorderPresence } from "@/components/recordings/recorder/recorder-presence";
import type { PaneWidths } from "@/components/shell/appearance";
import { ConnectionBanner } from "@/components/shell/connection-banner";
import { recorderPath, roomPath } from "@/components/shell/paths";
import { Shell } from "@/components/shell/shell";
import type {
  ShellData,
  ShellWorkspace,
  SidebarConversation,
  StartKind,
} from "@/components/shell/shell-data";
import { MakeTask } from "@/components/tasks/make-task";
import { useTaskCount } from "@/components/tasks/use-task-count";
import { untilLoaded } from "@/components/ui/until-loaded";
import type { ConversationDto } from "@/lib/conversations/schema";
import { conversationName } from "./conversation-name";
import { StartContext } from "./start-context";
import { useStartChat } from "./use-start-chat";
import { useSidebar, useWorkspace } from "./workspace-context";
import { WorkspaceLive } from "./workspace-live";

// Windows are for whoever opens them: no page's first script carries them.
const NewChannelDialog = dynamic(
  untilLoaded(() => import("./new-channel-dialog").then((one) => one.NewChannelDialog)),
  { ssr: false },
);
const NewDirectDialog = dynamic(
  untilLoaded(() => import("./new-direct-dialog").then((one) => one.NewDirectDialog)),
  { ssr: false },
);

type WorkspaceShellProps = {
  workspaces: ShellWorkspace[];
  widths: PaneWidths;
  isDemo: boolean;
  children: ReactNode;
};

/** The frame of a workspace, fed by its live stores. */
export function WorkspaceShell({ workspaces, widths, isDemo, children }: WorkspaceShellProps) {
  const { workspace, me } = useWorkspace();
  const [dialog, setDialog] = useState<"channel" | "message" | null>(null);
  const [lastDialog, setLastDialog] = useState(dialog); // stays, with what was typed in it
  const conversations = useSidebar((state) => state.conversations);
  const inboxCount = useSidebar((state) => state.inboxCount);
  const taskCount = useTaskCount();
  const { start: startChat } = useStartChat();
  const router = useRouter();
  const isGuest = me.role === "guest";
  const shell: ShellData = {
    workspace: workspaces.find((one) => one.id === workspace.id) ?? {
      ...workspace,
      imageUrl: null,
      unread: 0,
      mentions: 0,
    },
    workspaces,
    viewer: { memberId: me.memberId, name: me.name, email: me.email, imageUrl: null, role: me.role },
    conversations: Object.values(conversations)
      .filter((one) => one.archivedAt === null)
      .sort(byPlace)
      .map(toSidebar),
    rooms: ["inbox", "search", "tasks", "documents", "recordings"],
    starts: isGuest ? ["message"] : ["message", "chat", "channel", "record", "upload"],
    inboxCount,
    taskCount,
    isDemo,
  };
  const start = (kind: StartKind) => {
    if (kind === "chat") void startChat(null);
    if (kind === "record") router.push(recorderPath(workspace.slug));
    if (kind === "upload") router.push(roomPath(workspace.slug, "documents"));
    if (kind !== "channel" && kind !== "message") return;
    setDialog(kind);
    setLastDialog(kind);
  };
  return (
    <Shell
      shell={shell}
      actions={{
        start,
        signOut: async () => (await import("./sign-out")).signOutWhenSent(),
        search: async (words, signal) =>
          (await import("@/components/search/quick-search")).quickSearch(workspace.slug, words, signal),
        ...(isGuest ? {} : { ask: (question) => void startChat(question) }),
      }}
      widths={widths}
      banner={
        <>
          <Connection />
          {isGuest ? null : <RecorderPresence />}
        </>
      }
    >
      <WorkspaceLive />
      <MakeTask />
      <StartContext value={start}>{children}</StartContext>
      {lastDialog === "channel" ? (
        <NewChannelDialog open={dialog !== null} onOpenChange={() => setDialog(null)} />
      ) : null}
      {lastDialog === "message" ? (
        <NewDirectDialog open={dialog !== null} onOpenChange={() => setDialog(null)} />
      ) : null}
    </Shell>
  );
}

function Connection() {
  const state = useConnectionState();
  return (
    <ConnectionBanner state={state === "live" ? "online" : state === "offline" ? "polling" : "connecting"} />
  );
}

function byPlace(a: ConversationDto, b: ConversationDto): number {
  if (a.kind === "channel" && b.kind === "channel")
    return conversationName(a).localeCompare(conversationName(b));
  return (b.lastMessageAt ?? b.createdAt).localeCompare(a.lastMessageAt ?? a.createdAt);
}

function toSidebar(one: ConversationDto): SidebarConversation {
  const people = one.others.map((other) => ({
    id: other.memberId,
    name: other.name,
    kind: other.kind,
    imageUrl: null,
  }));
  const [only] = one.others;
  return {
    id: one.id,
    kind: one.kind,
    name: conversationName(one),
    visibility: one.visibility,
    unread: one.unread,
    mentions: one.mentions,
    people,
    ...(one.others.length === 1 && only ? { online: only.online } : {}),
  };
}
