import { type ChangedSource, sourceStatesOf } from "./source-states";

/** What changes of a recording may change what it is quoted for. */
const TOLD = ["transcript", "notes", "deleted", "restored"];

/** What says of a message that its words are others now, or gone. The event of a change that leaves them as they are costs a look. */
const REVISED = ["message.revised", "message.updated", "message.deleted"];

/** The document, recording or message that an event says reads otherwise now. Reads the few fields by hand: no page carries the Library's schemas for it. */
function changedSource(name: string, payload: unknown): ChangedSource | null {
  if (typeof payload !== "object" || payload === null) return null;
  const change = "change" in payload ? String(payload.change) : "";
  const id = idOf(name, change, payload);
  return typeof id === "string"
    ? { id, isDeleted: change === "deleted" || name === "message.deleted" }
    : null;
}

function idOf(name: string, change: string, payload: object): unknown {
  if (name === "document.changed" && "document_id" in payload) return payload.document_id;
  if (name === "recording.progressed" && TOLD.includes(change) && "recording_id" in payload)
    return payload.recording_id;
  return REVISED.includes(name) && "message_id" in payload ? payload.message_id : null;
}

/** A document was replaced, a recording or message corrected, any of them deleted or restored: what quotes it on screen looks again. */
export function hearSource(workspace: string, name: string, payload: unknown): void {
  const changed = changedSource(name, payload);
  if (changed) sourceStatesOf(workspace).heard(changed);
}
