/** A version of a document that is being read. `attempt`: how often its reading was begun; left out: whichever it is. */
export type Work = { documentId: string; version: number; attempt?: number | undefined };
