import { call } from "@/lib/core/call";
import { countInboxRoute, type InboxFilter, listInboxRoute, setInboxItemRoute } from "./schema";

type InWorkspace = { workspace: string };

export const fetchInbox = (params: InWorkspace, query: { filter: InboxFilter; cursor?: string }) =>
  call(listInboxRoute, { params, query });
export const fetchInboxCount = (params: InWorkspace) => call(countInboxRoute, { params });
export const putInboxItem = (params: InWorkspace & { itemId: string }, done: boolean) =>
  call(setInboxItemRoute, { params, body: { done } });
