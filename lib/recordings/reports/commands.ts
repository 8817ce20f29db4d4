import { z } from "zod";
import { AppError, invalid } from "@/lib/core/errors";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import type { RecordingReport } from "@/prisma/generated/client";
import { announce, lockRecording } from "../announcing/commands";
import { listNotesAsSaid } from "../notes/queries";
import { requireCanEditRecordings } from "../policy";
import { getRecording } from "../queries";
import { ReportTemplate } from "../schema";
import { listShown } from "../transcripts/queries";
import { findReport, getReport } from "./queries";
import { redone, writeExtractive, writeFromNotes } from "./rules";
import { type ReportDto, ReportSection, type SectionKind, type WriteReport } from "./schema";

/** The writer that needs no model. */
const QUOTES = "quotes";

/**
 * Writes the report anew, one section or one line of it; the version before is kept. Throws CONFLICT while there is nothing to write it from,
 * and INVALID for a line that the newest version has not. Emits recording.progressed. Exempt from audit: all versions are kept.
 */
export function writeReport(ctx: Ctx, recordingId: string, input: WriteReport): Promise<ReportDto> {
  return transaction(ctx, async (tx) => {
    await lockRecording(tx, recordingId);
    requireCanEditRecordings(tx);
    if (input.lineId) await redoLine(tx, recordingId, input.lineId);
    else if (!(await putReport(tx, recordingId, input)))
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
  { template: chosen, section }: WriteReport,
): Promise<boolean> {
  const row = await lockRecording(tx, recordingId);
  const template = chosen ?? ReportTemplate.parse(row.template);
  const said = await listShown(tx, recordingId);
  const notes = said.length > 0 ? [] : await listNotesAsSaid(tx, recordingId);
  if (said.length === 0 && notes.length === 0) return false;
  const { sections, leftOut } =
    said.length > 0 ? writeExtractive(said, template) : writeFromNotes(notes, template);
  const last = await findReport(tx, recordingId);
  await putVersion(tx, recordingId, {
    template,
    engine: QUOTES,
    sections: section && last ? exchanged(last.sections, sections, section) : sections,
    leftOut,
    // The sections that were not written anew rest on what they rested on.
    stale: section !== undefined && (last?.stale ?? false),
  });
  return true;
}

/** One line says what is said today in its place. Everything else is as it was. */
async function redoLine(tx: TxCtx, recordingId: string, lineId: string): Promise<void> {
  const last = await getReport(tx, recordingId);
  const sections = redone(last.sections, await listShown(tx, recordingId), lineId);
  if (!sections) throw invalid("lineId", "The report has no such line any more.");
  await putVersion(tx, recordingId, {
    ...last,
    sections,
    stale: sections.some(({ lines }) => lines.some(({ stale }) => stale)),
  });
}

type Version = Pick<RecordingReport, "template" | "engine" | "leftOut" | "stale"> & {
  sections: ReportSection[];
};

async function putVersion(
  tx: TxCtx,
  recordingId: string,
  { template, engine, sections, leftOut, stale }: Version,
): Promise<void> {
  const { workspaceId } = tx;
  const { revision } = await getRecording(tx, recordingId);
  const last = await tx.db.recordingReport.findFirst({
    where: { workspaceId, recordingId },
    orderBy: { version: "desc" },
    select: { version: true },
  });
  await tx.db.recordingReport.create({
    data: {
      workspaceId,
      recordingId,
      version: (last?.version ?? 0) + 1,
      template,
      engine,
      sections: z.array(ReportSection).parse(sections),
      leftOut,
      revision,
      stale,
      createdAt: tx.clock.now(),
    },
  });
}

function exchanged(old: ReportSection[], fresh: ReportSection[], kind: SectionKind): ReportSection[] {
  const own = fresh.filter((section) => section.kind === kind);
  return old.some((section) => section.kind === kind)
    ? old.map((section) => (section.kind === kind ? (own[0] ?? section) : section))
    : [...old, ...own];
}
