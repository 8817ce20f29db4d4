import { sourceStatesOf } from "./source-states";

/** What changes of a recording may change what it is quoted for. */
const TOLD = ["transcript", "notes", "deleted", "restored"];

/** The document or recording that an event says reads otherwise now. Reads the few fields by hand: no page carries the Library's schemas for it. */
export function changedSource(name: string, payload: unknown): { id: string; isDeleted: boolean } | null {
  if (typeof payload !== "object" || payload === null || !("change" in payload)) return null;
  const { change } = payload;
  const id =
    name === "document.changed" && "document_id" in payload
      ? payload.document_id
      : name === "recording.progressed" && "recording_id" in payload && TOLD.includes(String(change))
        ? payload.recording_id
        : null;
  return typeof id === "string" ? { id, isDeleted: change === "deleted" } : null;
}

/** A document was replaced, a recording corrected, either deleted or restored: answers on screen that quote it look again. */
export function hearSource(workspace: string, name: string, payload: unknown): void {
  const changed = changedSource(name, payload);
  if (changed) sourceStatesOf(workspace).heard(changed.id, changed.isDeleted);
}
