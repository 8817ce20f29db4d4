import { sourceStatesOf } from "./source-states";

/**
 * A document was replaced, deleted or restored: answers on screen that quote it look again. Reads the one field it needs by hand, so that a
 * channel's page does not carry the schemas of the Library.
 */
export function hearSource(workspace: string, name: string, payload: unknown): void {
  if (name !== "document.changed" || typeof payload !== "object" || payload === null) return;
  if (!("document_id" in payload) || typeof payload.document_id !== "string") return;
  const isDeleted = "change" in payload && payload.change === "deleted";
  sourceStatesOf(workspace).heard(payload.document_id, isDeleted);
}
