/** A version of a document that is being read. */
export type Work = { documentId: string; version: number };
