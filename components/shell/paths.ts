import type { Room, SidebarConversation } from "./shell-data";

/** Where everything lives in a workspace. The only place that writes these addresses. */
export function workspacePath(slug: string): string {
  return `/w/${encodeURIComponent(slug)}`;
}

export function roomPath(slug: string, room: Room): string {
  const sales = room === "board" || room === "calendar";
  return `${workspacePath(slug)}/${sales ? `sales/${room}` : room}`;
}

type Place = Pick<SidebarConversation, "id" | "kind">;

export function conversationPath(slug: string, { id, kind }: Place): string {
  return `${workspacePath(slug)}/${kind === "chat" ? "chats" : "channels"}/${id}`;
}

export function documentPath(slug: string, documentId: string): string {
  return `${roomPath(slug, "documents")}/${documentId}`;
}

export function folderPath(slug: string, folderId: string): string {
  return `${roomPath(slug, "documents")}?folder=${folderId}`;
}

export function collectionPath(slug: string, collectionId: string): string {
  return `${roomPath(slug, "documents")}/collections/${collectionId}`;
}

/** `atMs`: starts just before this moment, and marks what is said in it. */
export function recordingPath(slug: string, recordingId: string, atMs?: number): string {
  const path = `${roomPath(slug, "recordings")}/${recordingId}`;
  return atMs === undefined ? path : `${path}?at=${atMs}`;
}

/** The recorder. With a conversation: its readers may hear what is recorded. */
export function recorderPath(slug: string, conversationId?: string): string {
  const path = `${roomPath(slug, "recordings")}/new`;
  return conversationId ? `${path}?in=${conversationId}` : path;
}

export const askPath = (slug: string) => `${workspacePath(slug)}/chats`;
export const startPath = (slug: string) => `${workspacePath(slug)}/start`;
export const askAboutPath = (slug: string, documentId: string) => `${askPath(slug)}?about=${documentId}`;
export const askRecordingPath = (slug: string, recordingId: string) =>
  `${askPath(slug)}?recording=${recordingId}`;
export const askCollectionPath = (slug: string, collectionId: string) =>
  `${askPath(slug)}?collection=${collectionId}`;
export const youPath = (slug: string) => `${workspacePath(slug)}/you`;
export const membersPath = (slug: string) => `${workspacePath(slug)}/settings/members`;
export const settingsPath = (slug: string) => `${workspacePath(slug)}/settings`;
export const reportTemplatesPath = (slug: string) => `${workspacePath(slug)}/settings/reports`;
export const knowledgePath = (slug: string) => `${workspacePath(slug)}/admin/knowledge`;
export const auditPath = (slug: string) => `${workspacePath(slug)}/admin/audit`;
export const jobsPath = (slug: string) => `${workspacePath(slug)}/admin/jobs`;
export const modelsPath = (slug: string) => `${workspacePath(slug)}/admin/models`;
export const usagePath = (slug: string) => `${workspacePath(slug)}/settings/usage`;
export const dataPath = (slug: string) => `${workspacePath(slug)}/admin/data`;
export const accountPath = (slug: string) => `${workspacePath(slug)}/settings/account`;

export function searchPath(slug: string, words: string): string {
  return `${roomPath(slug, "search")}?q=${encodeURIComponent(words)}`;
}

export function searchInPath(slug: string, collectionId: string): string {
  return `${roomPath(slug, "search")}?collection=${collectionId}`;
}

/** Whether a conversation fills the screen of a phone, so that the bottom navigation steps aside. */
export function isConversationPath(slug: string, pathname: string): boolean {
  const rest = pathname.startsWith(`${workspacePath(slug)}/`)
    ? pathname.slice(workspacePath(slug).length + 1)
    : "";
  return /^(channels|chats)\/[^/]+/.test(rest);
}

/** The next conversation with something unread, from where one is and around the end; null when all is read. */
export function nextUnreadPath(shell: NextUnread, pathname: string): string | null {
  const paths = shell.conversations.map((one) => ({
    ...one,
    path: conversationPath(shell.workspace.slug, one),
  }));
  const here = paths.findIndex((one) => one.path === pathname);
  const around = [...paths.slice(here + 1), ...paths.slice(0, here + 1)];
  return around.find((one) => one.unread > 0 && !one.muted && one.path !== pathname)?.path ?? null;
}

type NextUnread = {
  workspace: { slug: string };
  conversations: (Place & Pick<SidebarConversation, "unread" | "muted">)[];
};
