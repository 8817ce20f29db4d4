import type { Role } from "@/lib/ctx";

/** Whoever looks at a conversation: their role in the workspace, and in the conversation if they are in it. */
export type Viewer = { memberId: string; role: Role; participantRole: "admin" | "member" | null };

type Shape = {
  kind: string;
  visibility: string;
  archivedAt: Date | string | null;
  createdBy?: string | null;
};

/** One direct message per set of people, whatever the order and whoever opens it. */
export function directKeyOf(memberIds: string[]): string {
  return [...new Set(memberIds)].sort().join(":");
}

export function canPost(viewer: Viewer, conversation: Shape): boolean {
  return viewer.participantRole !== null && conversation.archivedAt === null;
}

/** Rename, topic, archive, add and remove others: a channel's admins, or the workspace's admins who are in it. */
export function canManage(viewer: Viewer, conversation: Shape): boolean {
  if (conversation.kind === "direct" || viewer.participantRole === null) return false;
  if (conversation.kind === "chat") return true;
  return viewer.participantRole === "admin" || viewer.role === "admin" || viewer.role === "owner";
}

/** Anybody in a channel may bring others in, but a guest brings nobody. */
export function canInvite(viewer: Viewer, conversation: Shape): boolean {
  return conversation.kind !== "direct" && viewer.participantRole !== null && viewer.role !== "guest";
}

export function canJoin(viewer: Viewer, conversation: Shape): boolean {
  return (
    conversation.kind === "channel" &&
    conversation.visibility === "public" &&
    viewer.participantRole === null &&
    viewer.role !== "guest" &&
    conversation.archivedAt === null
  );
}

export function canCreateChannel(viewer: { role: Role }): boolean {
  return viewer.role !== "guest";
}

/** @channel and @here reach everybody; a guest's are just text. */
export function canMentionAll(viewer: { role: Role }): boolean {
  return viewer.role !== "guest";
}
