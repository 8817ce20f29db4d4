export type CitedSource = "message" | "document" | "recording";

/** What a chip, a hover card and a source card need to know of one citation. */
export type CitationView = {
  /** Its number in the answer, from 1. */
  n: number;
  sourceType: CitedSource;
  /** "Battery certificate.pdf", "#launch": as the answer names it. */
  source: string;
  /** "Battery certificate.pdf", "Ben in #launch". */
  title: string;
  /** "page 3 of 6", "0:41". Empty for a message. */
  place: string;
  /** Who said or wrote it, where that is known. */
  who: string | null;
  /** ISO 8601, where the source has a time. */
  at: string | null;
  /** Word for word as in the source. */
  quote: string;
  /** The source is another one than when the answer was made. */
  changed?: boolean;
};
