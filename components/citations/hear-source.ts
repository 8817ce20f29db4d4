import { sourceStatesOf } from "./source-states";

/** What changes of a recording may change what it is quoted for. */
const TOLD = ["transcript", "notes", "deleted", "restored"];

/**
 * A document was replaced, a recording corrected, either deleted or restored: answers on screen that quote it look again. Reads the few fields
 * it needs by hand, so that a channel's page does not carry the schemas of the Library.
 */
export function hearSource(workspace: string, name: string, payload: unknown): void {
  if (typeof payload !== "object" || payload === null || !("change" in payload)) return;
  const { change } = payload;
  const id =
    name === "document.changed" && "document_id" in payload
      ? payload.document_id
      : name === "recording.progressed" && "recording_id" in payload && TOLD.includes(String(change))
        ? payload.recording_id
        : null;
  if (typeof id === "string") sourceStatesOf(workspace).heard(id, change === "deleted");
}
