import { z } from "zod";
import { isAppError } from "@/lib/core/errors";
import { type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import type { Prisma, ReportWindow } from "@/prisma/generated/client";
import { announce, lockRecording } from "../../../announcing/commands";
import { visibleRecordings } from "../../../policy";
import { ReportTemplate } from "../../../schema";
import { SectionPlan, type Template } from "../../../templates/schema";
import { listShown } from "../../../transcripts/queries";
import type { Segment } from "../../extract/rules";
import { replaceLine } from "../../lines/commands";
import { askAbout } from "../../models/commands";
import { listWriters } from "../../models/queries";
import { type Found, mergeWindows, quotedInstead } from "../../models/rules";
import { FoundLine } from "../../models/schema";
import { findReport } from "../../queries";
import { QUOTES, writeQuotes } from "../../quotes/commands";
import { exchanged, findLine, hasStale, MOST_LINES, markStale, redone } from "../../rules";
import { putVersion } from "../../versions/commands";
import { endWriting } from "../commands";
import type { WritingTurn } from "../schema";
import { whileOpen } from "../watching/queries";

/**
 * The steps of a writing. Every one may be repeated, and does nothing once it was stopped, begun again, or its recording deleted. All emit
 * recording.progressed. Exempt from audit: they derive.
 */

/** The windows that no model has read, by their index. */
export function listUnread(ctx: Ctx, turn: WritingTurn): Promise<number[]> {
  return read(ctx, async (tx) => {
    const writing = await findOpen(tx, turn);
    return (writing?.windows ?? []).filter(({ status }) => status !== "done").map(({ index }) => index);
  });
}

/**
 * Has a window read by a model, unless that was done: it is never asked about again, whoever died meanwhile. Once it is stopped the model is not
 * listened to any more. False where no model will answer; throws UNAVAILABLE where time may help. Either way the window keeps the reason.
 */
export async function readWindow(ctx: Ctx, turn: WritingTurn, index: number): Promise<boolean> {
  const begun = await read(ctx, (tx) => takeUp(tx, turn, index));
  if (!begun) return true;
  try {
    const found = await whileOpen(ctx, turn, (stopped) =>
      askAbout(ctx, begun.engines, { ...begun.window, stopped }),
    );
    if (found) await settle(ctx, turn, index, { status: "done", ...found, error: null });
    return true;
  } catch (error) {
    if (!isAppError(error)) throw error;
    await settle(ctx, turn, index, { status: "failed", error: error.message });
    if (isAppError(error, "UNAVAILABLE")) throw error;
    return false;
  }
}

/**
 * Makes the report of what was found, each window that no model answered for told by its quotes. Where none did the report stays as it was, and
 * the writing says why. Answers how it ended; null where it was not this turn's any more.
 */
export function finishWriting(ctx: Ctx, turn: WritingTurn): Promise<"done" | "failed" | null> {
  return transaction(ctx, async (tx) => {
    if (!(await findOpen(tx, turn))) return null;
    await lockRecording(tx, turn.recordingId);
    const writing = await findOpen(tx, turn);
    if (!writing) return null;
    const isRead = writing.windows.some(({ status }) => status === "done");
    const why = isRead ? await putWritten(tx, writing) : (writing.windows[0]?.error ?? NOTHING_SAID);
    if (why === null) await endWriting(tx, writing.id, "done");
    else await endWriting(tx, writing.id, "failed", `${why} ${await leaveReport(tx, writing)}`);
    if (why === null) await tx.db.reportWindow.deleteMany({ where: windowsOf(tx, writing.id) });
    await announce(tx, turn.recordingId, "report");
    return why === null ? "done" : "failed";
  });
}

/** Ends the work with the reason, in a sentence for people. What was read is kept for the next attempt. */
export async function failWriting(ctx: Ctx, turn: WritingTurn, error: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    if (!(await findOpen(tx, turn))) return;
    await endWriting(tx, turn.writingId, "failed", error);
    await announce(tx, turn.recordingId, "report");
  });
}

const NOTHING_SAID = "There is no transcript any more to write it from.";
const LINE_GONE = "The report has no such line any more.";
const AS_IT_WAS = "The report is as it was.";
const OF_QUOTES = "The report is made of quotes meanwhile.";

const PARTS = { windows: { orderBy: { index: "asc" } } } satisfies Prisma.ReportWritingInclude;
type Writing = Prisma.ReportWritingGetPayload<{ include: typeof PARTS }>;

function findOpen(tx: TxCtx, { recordingId, writingId, turn }: WritingTurn): Promise<Writing | null> {
  const { workspaceId } = tx;
  const recording = visibleRecordings(tx);
  return tx.db.reportWriting.findFirst({
    where: { workspaceId, recordingId, id: writingId, turn, status: "writing", recording },
    include: PARTS,
  });
}

function windowsOf({ workspaceId }: TxCtx, writingId: string) {
  return { workspaceId, writingId };
}

/** What is asked, and whom; null when it was read, or is not this turn's any more. */
async function takeUp(tx: TxCtx, turn: WritingTurn, index: number) {
  const writing = await findOpen(tx, turn);
  const row = writing?.windows.find((window) => window.index === index);
  if (!writing || !row || row.status === "done") return null;
  const said = await listShown(tx, turn.recordingId);
  const window = {
    ...(await scopeOf(tx, writing, segmentsIn(row, said))),
    memberId: writing.createdById,
  };
  return { window, engines: await listWriters(tx) };
}

function segmentsIn({ fromMs, toMs }: ReportWindow, said: Segment[]): Segment[] {
  return said.filter(({ startMs }) => startMs >= fromMs && (toMs === null || startMs < toMs));
}

/** The sections that are asked for, and of a line only what it rests on. */
async function scopeOf(tx: TxCtx, writing: Writing, segments: Segment[]) {
  const { recordingId, lineId } = writing;
  if (!lineId) return { plan: planOf(writing), segments };
  const report = await findReport(tx, recordingId);
  const found = report && findLine(report.sections, lineId);
  return {
    plan: found ? [found.plan] : [],
    segments: segments.filter(({ id }) => found?.line.segmentIds.includes(id)),
  };
}

function planOf({ plan }: Writing): SectionPlan[] {
  return z.array(SectionPlan).parse(plan);
}

function isPart({ section, sectionId }: Writing): boolean {
  return section !== null || sectionId !== null;
}

type Outcome = Partial<Found & { engine: string }> & { status: "done" | "failed"; error: string | null };

/** The answer is kept whoever asked for it: it is paid for. */
async function settle(ctx: Ctx, turn: WritingTurn, index: number, outcome: Outcome): Promise<void> {
  const { lines, ...rest } = outcome;
  await transaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const { count } = await tx.db.reportWindow.updateMany({
      where: { ...windowsOf(tx, turn.writingId), index, status: { not: "done" } },
      data: { ...rest, ...(lines ? { lines: z.array(FoundLine).parse(lines) } : {}), updatedAt: now },
    });
    if (count === 0 || !(await findOpen(tx, turn))) return;
    await tx.db.reportWriting.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: turn.writingId } },
      data: { updatedAt: now },
    });
    await announce(tx, turn.recordingId, "report");
  });
}

/** Null when it is written, else why it was not. What was corrected meanwhile is marked at once. */
async function putWritten(tx: TxCtx, writing: Writing): Promise<string | null> {
  const { recordingId, lineId, createdById, revision } = writing;
  const said = await listShown(tx, recordingId);
  const begun = { byId: createdById, revision };
  const last = await findReport(tx, recordingId);
  const found = writing.windows.map((row) => foundIn(row));
  if (lineId) {
    if (!last || !findLine(last.sections, lineId)) return LINE_GONE;
    const [fresh] = found.flatMap((one) => one?.lines ?? []);
    await replaceLine(
      tx,
      { recordingId, lineId },
      "redone",
      (old) => (fresh ? [{ ...fresh.line, id: old.id }] : redone(old, said)),
      begun,
    );
    return null;
  }
  const plan = planOf(writing);
  const whole = writing.windows.map(
    (row, at) => found[at] ?? quotedInstead({ segments: segmentsIn(row, said), plan }),
  );
  const merged = mergeWindows(
    plan,
    whole.map(({ lines }) => lines),
    MOST_LINES,
  );
  const rested = merged.flatMap(({ lines }) => lines.flatMap(({ segmentIds }) => segmentIds));
  const fresh = markStale(merged, said, rested);
  const kept = isPart(writing) ? last : null;
  await putVersion(tx, recordingId, {
    ...templateOf(kept ?? writing),
    engine: writing.windows.find(({ engine }) => engine)?.engine ?? QUOTES,
    sections: kept ? exchanged(kept.sections, fresh) : fresh,
    leftOut: whole.reduce((sum, one) => sum + one.leftOut, 0),
    // The sections that were not written anew rest on what they rested on.
    stale: (kept?.stale ?? false) || hasStale(fresh),
    made: isPart(writing) ? "section" : "written",
    begun,
  });
  return null;
}

function templateOf({ template, templateId, templateName }: Pick<Writing, keyof Template>): Template {
  return { template: ReportTemplate.parse(template), templateId, templateName };
}

function foundIn({ status, lines, leftOut }: ReportWindow): Found | null {
  return status === "done" ? { lines: z.array(FoundLine).parse(lines ?? []), leftOut } : null;
}

/** A report of a model is never replaced by quotes; where there is none, or one of quotes of other words, quotes make it. Says which. */
async function leaveReport(tx: TxCtx, writing: Writing): Promise<string> {
  const { recordingId, lineId } = writing;
  const { workspaceId } = tx;
  const last = await tx.db.recordingReport.findFirst({
    where: { workspaceId, recordingId },
    orderBy: { version: "desc" },
    select: { engine: true, revision: true },
  });
  const { revision } = await lockRecording(tx, recordingId);
  if (isPart(writing) || lineId || (last && (last.engine !== QUOTES || last.revision === revision)))
    return AS_IT_WAS;
  const asked = { ...templateOf(writing), plan: planOf(writing), isPart: false };
  return (await writeQuotes(tx, recordingId, asked)) ? OF_QUOTES : "";
}
