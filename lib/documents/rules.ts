import type { Role } from "@/lib/ctx";
import type { PicturesDto } from "./scans/schema";
import type { DocumentFault, DocumentKind, DocumentStage } from "./schema";

const KINDS: Record<string, DocumentKind> = {
  "application/pdf": "pdf",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  "text/csv": "csv",
  "text/tab-separated-values": "csv",
  "text/markdown": "markdown",
  "text/html": "html",
  "text/plain": "text",
  "image/png": "image",
  "image/jpeg": "image",
  "image/webp": "image",
};

/** What can be read as a document, by what its bytes are; null for everything else. */
export function documentKindOf(mediaType: string): DocumentKind | null {
  return KINDS[mediaType] ?? null;
}

const STAGES: string[] = ["received", "read", "recognized", "cut", "indexed", "embedded"];

export function hasReached(stage: string, wanted: DocumentStage): boolean {
  return STAGES.indexOf(stage) >= STAGES.indexOf(wanted);
}

/** A title made of a file's name. */
export function titleOf(filename: string): string {
  const title = filename.replace(/\.[a-z0-9]{1,8}$/i, "").trim();
  return (title || filename).slice(0, 200);
}

/** Whoever looks at the Library. */
export type DocumentViewer = { memberId: string; role: Role };

/** Guests read what they were let into, and bring nothing into the Library. */
export function canAddDocuments(viewer: { role: Role }): boolean {
  return viewer.role !== "guest";
}

/** Rename, move, replace, delete: whoever brought it, and admins where they may read it. */
export function canManageDocument(viewer: DocumentViewer, document: { createdById: string | null }): boolean {
  if (viewer.role === "guest") return false;
  return viewer.memberId === document.createdById || viewer.role === "admin" || viewer.role === "owner";
}

/** Rename, move, delete: whoever made it, and admins. */
export function canManageFolder(viewer: DocumentViewer, folder: { createdById: string | null }): boolean {
  return canManageDocument(viewer, folder);
}

/** What cannot be read, in a sentence that says what would help. */
const FAULTS: Record<DocumentFault, string> = {
  scan: "This is a scan: a picture, which has no text. Parley finds it by its title; to find what it says, upload a version with text.",
  wordless: "This is a picture in which no words were found. Parley finds it by its title.",
  reader_away:
    "The service that reads pictures of pages did not answer. The pages that it read are kept: try again later.",
  reader_refused:
    "The service that reads pictures of pages refused them: its key, its model or its address is wrong. An admin can correct that; then try again.",
  over_budget:
    "This month's budget for models does not hold the reading of this scan. An admin can raise it; then try again.",
  empty: "There is no text in this file.",
  encrypted: "This file is locked with a password. Upload a copy without one.",
  damaged: "This file is damaged or cut off: it cannot be opened. Upload it again.",
  too_large: "This file unpacks to more than can be read. Split it, or upload it as a PDF.",
  too_many_pages:
    "This document has more pages than can be read. Split it into parts of at most 2,500 pages.",
  too_slow: "Reading this file took too long and was stopped. Split it, or save it anew and upload it again.",
  unsupported:
    "This kind of file cannot be read. Upload a PDF, Word, PowerPoint, Excel, CSV, Markdown, HTML or text file, or a PNG, JPEG or WebP picture.",
  missing: "The bytes of this file are no longer there. Upload it again.",
  internal: "Reading this file failed on our side. Try again.",
};

const WITHOUT_TEXT: DocumentFault[] = [
  "scan",
  "wordless",
  "reader_away",
  "reader_refused",
  "over_budget",
  "empty",
  "encrypted",
];

/** Whether there is no text to be had from it now: such a document is found by its title. */
export function isWithoutText(fault: DocumentFault): boolean {
  return WITHOUT_TEXT.includes(fault);
}

type Reading = { status: string; pictures: PicturesDto | null };

/** What failed or was cancelled, and what has pages that nobody has read yet, can be gone on with. */
export function canGoOn({ status, pictures }: Reading): boolean {
  return status === "failed" || status === "cancelled" || (status === "ready" && (pictures?.left ?? 0) > 0);
}

export function faultSentence(fault: DocumentFault): string {
  return FAULTS[fault];
}
