import { fetchNamedMessages } from "@/lib/messages/client";
import type { MessageDto } from "@/lib/messages/schema";

/** As many as one request may name. */
const MOST = 100;

type Batch = { ids: Set<string>; found: Promise<Map<string, MessageDto>> };

const open = new Map<string, Batch>();

/** A message, or null when it is not there to be read. What is asked for in the same moment is fetched together. */
export async function fetchTogether(workspace: string, messageId: string): Promise<MessageDto | null> {
  const batch = open.get(workspace) ?? openBatch(workspace);
  batch.ids.add(messageId);
  return (await batch.found).get(messageId) ?? null;
}

function openBatch(workspace: string): Batch {
  const ids = new Set<string>();
  const closed = new Promise<void>((resolve) => setTimeout(resolve, 0)).then(() => open.delete(workspace));
  const batch = { ids, found: closed.then(() => fetchAll(workspace, [...ids])) };
  open.set(workspace, batch);
  return batch;
}

async function fetchAll(workspace: string, ids: string[]): Promise<Map<string, MessageDto>> {
  const found = new Map<string, MessageDto>();
  for (let at = 0; at < ids.length; at += MOST) {
    for (const message of await fetchNamedMessages({ workspace }, ids.slice(at, at + MOST)))
      found.set(message.id, message);
  }
  return found;
}
