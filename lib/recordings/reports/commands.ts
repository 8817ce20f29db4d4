import { AppError } from "@/lib/core/errors";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { announce, lockRecording } from "../announcing/commands";
import { listNotesAsSaid } from "../notes/queries";
import { requireCanEditRecordings } from "../policy";
import { getRecording } from "../queries";
import { ReportTemplate } from "../schema";
import { listShown } from "../transcripts/queries";
import { redoLine } from "./lines/commands";
import { writeByModel } from "./models/commands";
import { findReport, getReport } from "./queries";
import { writeExtractive, writeFromNotes } from "./quotes/rules";
import { hasStale, markStale, SECTIONS_OF } from "./rules";
import type { ReportDto, ReportSection, SectionKind, WriteReport } from "./schema";
import { putVersion, restoreVersion } from "./versions/commands";

/** The writer that needs no model. */
const QUOTES = "quotes";

/**
 * Writes the report anew, one section or one line of it, or brings an earlier version back; the version before is kept. Throws CONFLICT while
 * there is nothing to write it from, and INVALID for a line or a version that is not there. Emits recording.progressed. Exempt from audit: all
 * versions are kept.
 */
export async function writeReport(ctx: Ctx, recordingId: string, input: WriteReport): Promise<ReportDto> {
  await read(ctx, async (tx) => {
    await getRecording(tx, recordingId);
    requireCanEditRecordings(tx);
  });
  const { lineId, fromVersion } = input;
  if (lineId) await redoLine(ctx, recordingId, lineId);
  else if (fromVersion) await restoreVersion(ctx, recordingId, fromVersion);
  else if (!(await composeReport(ctx, recordingId, input)))
    throw new AppError("CONFLICT", "There is no transcript and there are no notes yet to make a report of.");
  return transaction(ctx, async (tx) => {
    await announce(tx, recordingId, "report");
    return getReport(tx, recordingId);
  });
}

/**
 * The same for the pipeline, which tells of it itself. False where nothing was said. A model is asked outside of any transaction: what was
 * corrected meanwhile is marked at once. Emits: none. Exempt from audit: it derives.
 */
export async function composeReport(
  ctx: Ctx,
  recordingId: string,
  { template: chosen, section }: Pick<WriteReport, "template" | "section"> = {},
): Promise<boolean> {
  const { said, notes, template } = await read(ctx, async (tx) => {
    const row = await getRecording(tx, recordingId);
    const segments = await listShown(tx, recordingId);
    return {
      said: segments,
      notes: segments.length > 0 ? [] : await listNotesAsSaid(tx, recordingId),
      template: chosen ?? ReportTemplate.parse(row.template),
    };
  });
  if (said.length === 0 && notes.length === 0) return false;
  const kinds = section ? [section] : SECTIONS_OF[template];
  const byModel = said.length > 0 ? await writeByModel(ctx, said, kinds) : null;
  const byQuotes = () => (said.length > 0 ? writeExtractive(said, kinds) : writeFromNotes(notes, kinds));
  const { sections, leftOut, engine } = byModel ?? { ...byQuotes(), engine: QUOTES };
  await transaction(ctx, async (tx) => {
    await lockRecording(tx, recordingId);
    const last = section ? await findReport(tx, recordingId) : null;
    const now = said.length > 0 ? await listShown(tx, recordingId) : notes;
    const ids = said.map(({ id }) => id);
    const fresh = markStale(sections, now, ids);
    await putVersion(tx, recordingId, {
      template: last?.template ?? template,
      engine: last && !byModel ? last.engine : engine,
      sections: section && last ? exchanged(last.sections, fresh, section) : fresh,
      leftOut,
      // The sections that were not written anew rest on what they rested on.
      stale: (last?.stale ?? false) || hasStale(fresh),
      made: section ? "section" : "written",
    });
  });
  return true;
}

function exchanged(old: ReportSection[], fresh: ReportSection[], kind: SectionKind): ReportSection[] {
  const own = fresh.filter((section) => section.kind === kind);
  return old.some((section) => section.kind === kind)
    ? old.map((section) => (section.kind === kind ? (own[0] ?? section) : section))
    : [...old, ...own];
}
