import { AppError } from "@/lib/core/errors";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { announce, lockRecording } from "../announcing/commands";
import { listNotesAsSaid } from "../notes/queries";
import { requireCanEditRecordings } from "../policy";
import { ReportTemplate } from "../schema";
import { listShown } from "../transcripts/queries";
import { findReport, getReport } from "./queries";
import { writeExtractive, writeFromNotes } from "./rules";
import type { ReportDto, ReportSection, SectionKind } from "./schema";

/** The writer that needs no model. */
const QUOTES = "quotes";

/**
 * Writes the report anew, or one section of it; the version before is kept. Throws CONFLICT while there is nothing to write it from. Emits
 * recording.progressed. Exempt from audit: all versions are kept.
 */
export function writeReport(
  ctx: Ctx,
  recordingId: string,
  input: { template?: ReportTemplate | undefined; section?: SectionKind | undefined },
): Promise<ReportDto> {
  return transaction(ctx, async (tx) => {
    await lockRecording(tx, recordingId);
    requireCanEditRecordings(tx);
    const written = await putReport(tx, recordingId, input);
    if (!written)
      throw new AppError(
        "CONFLICT",
        "There is no transcript and there are no notes yet to make a report of.",
      );
    await announce(tx, recordingId, "report");
    return getReport(tx, recordingId);
  });
}

/** The same for the pipeline, which tells of it itself. False where nothing was said. Emits: none. Exempt from audit: it derives. */
export function composeReport(ctx: Ctx | TxCtx, recordingId: string): Promise<boolean> {
  return transaction(ctx, (tx) => putReport(tx, recordingId, {}));
}

async function putReport(
  tx: TxCtx,
  recordingId: string,
  { template: chosen, section }: { template?: ReportTemplate | undefined; section?: SectionKind | undefined },
): Promise<boolean> {
  const row = await lockRecording(tx, recordingId);
  const template = chosen ?? ReportTemplate.parse(row.template);
  const said = await listShown(tx, recordingId);
  const notes = said.length > 0 ? [] : await listNotesAsSaid(tx, recordingId);
  if (said.length === 0 && notes.length === 0) return false;
  const { sections, leftOut } =
    said.length > 0 ? writeExtractive(said, template) : writeFromNotes(notes, template);
  const last = await findReport(tx, recordingId);
  await tx.db.recordingReport.create({
    data: {
      workspaceId: tx.workspaceId,
      recordingId,
      version: (last?.version ?? 0) + 1,
      template,
      engine: QUOTES,
      sections: section && last ? exchanged(last.sections, sections, section) : sections,
      leftOut,
      revision: row.revision,
      // The sections that were not written anew rest on what they rested on.
      stale: section !== undefined && (last?.stale ?? false),
      createdAt: tx.clock.now(),
    },
  });
  return true;
}

function exchanged(old: ReportSection[], fresh: ReportSection[], kind: SectionKind): ReportSection[] {
  const own = fresh.filter((section) => section.kind === kind);
  return old.some((section) => section.kind === kind)
    ? old.map((section) => (section.kind === kind ? (own[0] ?? section) : section))
    : [...old, ...own];
}
