import { call } from "@/lib/core/call";
import {
  addParticipantRoute,
  archiveConversationRoute,
  type CreateConversation,
  createConversationRoute,
  deleteConversationRoute,
  getConversationRoute,
  joinConversationRoute,
  leaveConversationRoute,
  listConversationsRoute,
  listEventsRoute,
  listParticipantsRoute,
  markReadRoute,
  type ReadMark,
  removeParticipantRoute,
  restoreConversationRoute,
  setReceiptsRoute,
  setTypingRoute,
  type UpdateConversation,
  updateConversationRoute,
} from "./schema";

type InWorkspace = { workspace: string };
type Of = InWorkspace & { conversationId: string };

export const fetchConversations = (
  params: InWorkspace,
  query: { joined?: "true" | "false"; cursor?: string } = {},
) => call(listConversationsRoute, { params, query: { ...query, limit: 100 } });
export const postConversation = (params: InWorkspace, body: CreateConversation) =>
  call(createConversationRoute, { params, body });
export const fetchConversation = (params: Of) => call(getConversationRoute, { params });
export const patchConversation = (params: Of, body: UpdateConversation) =>
  call(updateConversationRoute, { params, body });
export const joinConversation = (params: Of) => call(joinConversationRoute, { params });
export const leaveConversation = (params: Of) => call(leaveConversationRoute, { params });
export const deleteConversation = (params: Of) => call(deleteConversationRoute, { params });
export const restoreConversation = (params: Of) => call(restoreConversationRoute, { params });
export const archiveConversation = (params: Of, archived: boolean) =>
  call(archiveConversationRoute, { params, body: { archived } });
export const fetchParticipants = (params: Of) =>
  call(listParticipantsRoute, { params, query: { limit: 100 } });
export const postParticipant = (params: Of, memberId: string) =>
  call(addParticipantRoute, { params, body: { memberId } });
export const removeParticipant = (params: Of & { memberId: string }) =>
  call(removeParticipantRoute, { params });
export const fetchEvents = (params: Of, after: number) => call(listEventsRoute, { params, query: { after } });
export const putRead = (params: Of, body: ReadMark) => call(markReadRoute, { params, body });
export const putReceipts = (params: Of, body: { deliveredSeq?: number; seenSeq?: number }) =>
  call(setReceiptsRoute, { params, body });
export const putTyping = (params: Of, typing: boolean) => call(setTypingRoute, { params, body: { typing } });
