import type { CitationDto } from "@/lib/messages/schema";

/** A piece of a source, ready for the index. `ordinal` is its place in the source, from 1. */
export type NewPassage = {
  ordinal: number;
  anchor: CitationDto["anchor"];
  text: string;
  heading: string | null;
  language: string | null;
  isInstruction: boolean;
};

/** What has passages: one version of a document or a recording. */
export type SourceOf = {
  type: "document" | "recording";
  subjectId: string;
  version: number;
  title: string;
  audienceId: string;
  /** When it was said or brought. */
  createdAt: Date;
};
