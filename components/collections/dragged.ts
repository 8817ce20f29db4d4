import type { DragEvent } from "react";

const TYPE = "application/x-parley-document";

/** A row of the Library that is dragged names its document: rows are links, which the browser lets one drag. */
export function carryDocument(event: DragEvent, documentId: string): void {
  event.dataTransfer.setData(TYPE, documentId);
}

export function carriesDocument(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(TYPE);
}

export function documentCarried(event: DragEvent): string {
  return event.dataTransfer.getData(TYPE);
}
