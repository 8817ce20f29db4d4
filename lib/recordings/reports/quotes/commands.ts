import type { TxCtx } from "@/lib/ctx";
import { lockRecording } from "../../announcing/commands";
import { listNotesAsSaid } from "../../notes/queries";
import type { SectionPlan, Template } from "../../templates/schema";
import { listShown } from "../../transcripts/queries";
import { findReport } from "../queries";
import { exchanged } from "../rules";
import { putVersion } from "../versions/commands";
import { writeExtractive, writeFromNotes } from "./rules";

/** The writer that needs no model. */
export const QUOTES = "quotes";

/** `isPart`: the plan is one section of the report that is there, and the others stay. `isUnasked`: it comes by itself, whoever set it off. */
type Asked = Template & { plan: SectionPlan[]; isPart: boolean; isUnasked?: boolean };

/** Makes a report, or a section of it, of quotes alone. False where nothing was said or noted. Emits: none. Exempt from audit: it derives. */
export async function writeQuotes(
  tx: TxCtx,
  recordingId: string,
  { plan, isPart, isUnasked = false, ...asked }: Asked,
): Promise<boolean> {
  const { revision } = await lockRecording(tx, recordingId);
  const said = await listShown(tx, recordingId);
  const notes = said.length > 0 ? [] : await listNotesAsSaid(tx, recordingId);
  if (said.length === 0 && notes.length === 0) return false;
  const { sections, leftOut } = said.length > 0 ? writeExtractive(said, plan) : writeFromNotes(notes, plan);
  const last = isPart ? await findReport(tx, recordingId) : null;
  const { template, templateId, templateName } = last ?? asked;
  await putVersion(tx, recordingId, {
    template,
    templateId,
    templateName,
    engine: last?.engine ?? QUOTES,
    sections: last ? exchanged(last.sections, sections) : sections,
    leftOut,
    // The sections that were not written anew rest on what they rested on.
    stale: last?.stale ?? false,
    made: isPart ? "section" : "written",
    begun: isUnasked ? { byId: null, revision } : undefined,
  });
  return true;
}
