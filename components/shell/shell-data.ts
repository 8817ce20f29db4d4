import type { ReactNode } from "react";

/** What the frame shows. Whoever owns the data feeds it; the shell itself fetches nothing. */
export type ShellData = {
  workspace: ShellWorkspace;
  /** All workspaces of the viewer, this one among them, in the order of the rail. */
  workspaces: ShellWorkspace[];
  viewer: ShellViewer;
  conversations: SidebarConversation[];
  /** The rooms that exist and that the viewer may use. Others are not shown. */
  rooms: Room[];
  /** What may be started here, in the order of the room. */
  starts: StartKind[];
  /** What waits in the inbox, and how many tasks are open. */
  inboxCount: number;
  taskCount: number;
  /** The demo's card has a place of its own. */
  isDemo: boolean;
};

export type ShellWorkspace = {
  id: string;
  slug: string;
  name: string;
  imageUrl: string | null;
  /** Unread elsewhere: a dot on its tile. */
  unread: number;
  mentions: number;
};

export type ShellViewer = {
  memberId: string;
  name: string;
  email: string;
  imageUrl: string | null;
  role: "owner" | "admin" | "member" | "guest";
};

export type SidebarConversation = {
  id: string;
  kind: "channel" | "direct" | "chat" | "customer";
  /** Of a direct message: the names of the others. */
  name: string;
  visibility: "public" | "private";
  unread: number;
  mentions: number;
  /** Of a direct message: the others. Decides face and color. */
  people?: SidebarPerson[];
  /** Of a direct message with one other: whether they are here. */
  online?: boolean;
  /** Its unread count stays quiet. */
  muted?: boolean;
};

type SidebarPerson = {
  id: string;
  name: string;
  kind: "person" | "assistant" | "visitor";
  imageUrl: string | null;
};

export type Room = "inbox" | "search" | "tasks" | "documents" | "recordings" | "board" | "calendar";

export type StartKind =
  | "message"
  | "chat"
  | "channel"
  | "record"
  | "upload"
  | "task"
  | "lead"
  | "bookingLink";

/** Something that was found: where it stands, and the words themselves. */
export type FoundEntry = { id: string; label: string; detail: string; icon: ReactNode; href: string };

/** What the frame asks for. Everything else in it is a link. */
export type ShellActions = {
  start: (kind: StartKind) => void;
  /** Asks in a new AI chat. Without it the command menu only searches. */
  ask?: (question: string) => void;
  /** The best of what was said and written with these words, while they are typed. Without it the menu only goes somewhere. */
  search?: (words: string, signal: AbortSignal) => Promise<FoundEntry[]>;
  signOut: () => void;
};
