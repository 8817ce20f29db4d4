import { AppError, invalid } from "@/lib/core/errors";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { announce, lockRecording } from "../announcing/commands";
import { requireCanEditRecordings } from "../policy";
import { getRecording } from "../queries";
import type { TypedKind } from "../schema";
import { chooseTemplate } from "../templates/choosing/commands";
import { templateFor } from "../templates/choosing/queries";
import { keyOf, planOf, typedPlan } from "../templates/rules";
import type { SectionPlan } from "../templates/schema";
import { listShown } from "../transcripts/queries";
import { redoLine } from "./lines/commands";
import { listWriters } from "./models/queries";
import { findReport } from "./queries";
import { writeQuotes } from "./quotes/commands";
import { findLine } from "./rules";
import type { ReportDto, WriteReport, WrittenReportDto } from "./schema";
import { restoreVersion } from "./versions/commands";
import { type Asked, beginWriting, requestWriting } from "./writing/commands";
import { findWriting } from "./writing/queries";
import type { Part } from "./writing/rules";
import type { WritingTurn } from "./writing/schema";

/**
 * Writes the report anew, one section or one line of it, or brings an earlier version back; the version before is kept. At once where quotes make
 * it; where a model does, its writing is begun and goes on by itself. Throws CONFLICT while there is nothing to write it from or another part is
 * being written, and INVALID for a line or a version that is not there. Emits recording.progressed, and recording.report_requested. Exempt from
 * audit: all versions are kept.
 */
export function writeReport(ctx: Ctx, recordingId: string, input: WriteReport): Promise<WrittenReportDto> {
  return transaction(ctx, async (tx) => {
    await getRecording(tx, recordingId);
    requireCanEditRecordings(tx);
    if (input.fromVersion) await restoreVersion(tx, recordingId, input.fromVersion);
    else await write(tx, recordingId, input);
    await announce(tx, recordingId, "report");
    return { report: await findReport(tx, recordingId), writing: await findWriting(tx, recordingId) };
  });
}

async function write(tx: TxCtx, recordingId: string, input: WriteReport): Promise<void> {
  const { lineId } = input;
  const asked = await whatIsAsked(tx, recordingId, input);
  if (await isForModel(tx, asked)) await requestWriting(tx, asked);
  else if (lineId) await redoLine(tx, { recordingId, lineId });
  else if (!(await writeQuotes(tx, recordingId, { ...asked, isPart: isPart(asked) })))
    throw new AppError("CONFLICT", "There is no transcript and there are no notes yet to make a report of.");
}

/**
 * The first report of a recording, or the next one after more was transcribed, for the pipeline, which tells of it itself. Null where it is done:
 * quotes made it, nothing was said, its notes have theirs already, or somebody asked for the same and has it written. Emits: none. Exempt from
 * audit: it derives.
 */
export function beginReport(ctx: Ctx, recordingId: string): Promise<WritingTurn | null> {
  return transaction(ctx, async (tx) => {
    const { kind } = await lockRecording(tx, recordingId);
    if (kind === "voice") return null; // only when it is asked for
    const isSaid = (await listShown(tx, recordingId)).length > 0;
    if (!isSaid && (await findReport(tx, recordingId))) return null;
    const asked = await whatIsAsked(tx, recordingId, {});
    if (await isForModel(tx, asked)) return beginWriting(tx, asked);
    await writeQuotes(tx, recordingId, { ...asked, isPart: false });
    return null;
  });
}

/** A part keeps the template of the report that it is of, and its section the words that it was written by. */
async function whatIsAsked(tx: TxCtx, recordingId: string, input: WriteReport): Promise<Asked> {
  const { section = null, sectionId = null, lineId = null } = input;
  const part = lineId ? { section: null, sectionId: null, lineId } : { section, sectionId, lineId };
  const isWhole = !isPart(part) && lineId === null;
  if (isWhole) await chooseTemplate(tx, recordingId, input);
  const last = await findReport(tx, recordingId);
  const whole = await templateFor(tx, await getRecording(tx, recordingId), last);
  if (isWhole) return { recordingId, ...part, ...whole };
  const { template, templateId, templateName } = last ?? whole;
  return { recordingId, ...part, template, templateId, templateName, plan: planOfPart(last, part) };
}

function planOfPart(last: ReportDto | null, { section, sectionId, lineId }: Part<TypedKind>): SectionPlan[] {
  if (lineId) return []; // known by what stands there when it is written
  const known = last?.sections.find((one) => keyOf(one) === (sectionId ?? section));
  if (known) return [planOf(known)];
  if (section === null) throw invalid("sectionId", "The report has no such section any more.");
  return [typedPlan(section)];
}

function isPart({ section, sectionId }: Pick<Part, "section" | "sectionId">): boolean {
  return section !== null || sectionId !== null;
}

/** Notes alone, and a line that is a quote, are no work for a model. Throws INVALID for a line that is not there. */
async function isForModel(tx: TxCtx, { recordingId, lineId }: Asked): Promise<boolean> {
  const said = await listShown(tx, recordingId);
  const hasWriter = said.length > 0 && (await listWriters(tx)).length > 0;
  if (!lineId) return hasWriter;
  const report = await findReport(tx, recordingId);
  const found = report && findLine(report.sections, lineId);
  if (!found) throw invalid("lineId", "The report has no such line any more.");
  const { text, quote, segmentIds } = found.line;
  return hasWriter && text !== quote && said.some(({ id }) => segmentIds.includes(id));
}
