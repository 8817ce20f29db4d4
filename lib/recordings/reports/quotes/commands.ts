import type { TxCtx } from "@/lib/ctx";
import { lockRecording } from "../../announcing/commands";
import { listNotesAsSaid } from "../../notes/queries";
import type { ReportTemplate, SectionKind } from "../../schema";
import { listShown } from "../../transcripts/queries";
import { findReport } from "../queries";
import { exchanged, SECTIONS_OF } from "../rules";
import { putVersion } from "../versions/commands";
import { writeExtractive, writeFromNotes } from "./rules";

/** The writer that needs no model. */
export const QUOTES = "quotes";

type Asked = { template: ReportTemplate; section: SectionKind | null };

/** Makes a report, or a section of it, of quotes alone. False where nothing was said or noted. Emits: none. Exempt from audit: it derives. */
export async function writeQuotes(
  tx: TxCtx,
  recordingId: string,
  { template, section }: Asked,
): Promise<boolean> {
  await lockRecording(tx, recordingId);
  const said = await listShown(tx, recordingId);
  const notes = said.length > 0 ? [] : await listNotesAsSaid(tx, recordingId);
  if (said.length === 0 && notes.length === 0) return false;
  const kinds = section ? [section] : SECTIONS_OF[template];
  const { sections, leftOut } = said.length > 0 ? writeExtractive(said, kinds) : writeFromNotes(notes, kinds);
  const last = section ? await findReport(tx, recordingId) : null;
  await putVersion(tx, recordingId, {
    template: last?.template ?? template,
    engine: last?.engine ?? QUOTES,
    sections: section && last ? exchanged(last.sections, sections, section) : sections,
    leftOut,
    // The sections that were not written anew rest on what they rested on.
    stale: last?.stale ?? false,
    made: section ? "section" : "written",
  });
  return true;
}
