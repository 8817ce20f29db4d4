import { z } from "zod";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import type { ReportWriting } from "@/prisma/generated/client";
import { announce, lockRecording } from "../../announcing/commands";
import { reportRequested } from "../../events";
import { requireCanEditRecordings } from "../../policy";
import type { RecordingRow } from "../../queries";
import type { ReportWritingDto, TypedKind } from "../../schema";
import { isSamePlan } from "../../templates/rules";
import { SectionPlan, type Template } from "../../templates/schema";
import { listShown } from "../../transcripts/queries";
import { windowsOf } from "../models/rules";
import { toWritingDto } from "./queries";
import { covers, isSame, type Part } from "./rules";
import type { WritingTurn } from "./schema";

/**
 * That a model writes a report is a row, begun here and worked on by a job: whoever asked does not wait for it, and nothing that a model answered
 * is asked for again. Each is called in a transaction that announces the recording.
 */

/** `plan`: the sections that are asked for; of a line the one that it stands in. */
export type Asked = Template & Part<TypedKind> & { recordingId: string; plan: SectionPlan[] };

/**
 * Somebody asks for it. What is being written already is not begun a second time. Throws CONFLICT while another part of the same report is being
 * written. Emits recording.report_requested. Exempt from audit: all versions are kept.
 */
export async function requestWriting(tx: TxCtx, asked: Asked): Promise<void> {
  const recording = await lockRecording(tx, asked.recordingId);
  const open = await findOpen(tx, asked);
  if (open && covers(open, asked) && (!isSame(open, asked) || isPlanOf(open, asked))) return;
  if (open)
    throw new AppError("CONFLICT", "Another part of this report is being written. Wait for it, or stop it.");
  await enqueue(tx, reportRequested(await begin(tx, recording, asked)));
}

/**
 * The pipeline needs it, and works on it in its own steps. What is written meanwhile rests on other words and ends, unless somebody asked for just
 * this: then null, for theirs is enough. Emits: none. Exempt from audit: it derives.
 */
export async function beginWriting(tx: TxCtx, asked: Asked): Promise<WritingTurn | null> {
  const recording = await lockRecording(tx, asked.recordingId);
  const open = await findOpen(tx, asked);
  if (open?.createdById && isSameWork(open, asked, recording)) return null;
  if (open) await endWriting(tx, open.id, "stopped");
  return begin(tx, recording, asked);
}

/** Stops it, from anywhere; one that failed is left at that. What is there stays. Throws NOT_FOUND. Emits recording.progressed. Exempt from audit: nothing is lost. */
export function stopWriting(
  ctx: Ctx,
  { recordingId, writingId }: Pick<WritingTurn, "recordingId" | "writingId">,
): Promise<ReportWritingDto> {
  return transaction(ctx, async (tx) => {
    await lockRecording(tx, recordingId);
    requireCanEditRecordings(tx);
    const { workspaceId } = tx;
    const where = { workspaceId, recordingId, id: writingId };
    const row = await tx.db.reportWriting.findFirst({ where });
    if (!row) throw notFound("writing");
    if (row.status !== "done") await endWriting(tx, writingId, "stopped");
    await announce(tx, recordingId, "report");
    return toWritingDto(tx, await tx.db.reportWriting.findFirstOrThrow({ where }));
  });
}

/**
 * Whoever works on a recording was stopped from outside: what is being written of it by the pipeline ends with the reason, and waits for whoever
 * tries again. Emits recording.progressed. Exempt from audit: stopping the job was audited.
 */
export async function failWritings(ctx: Ctx, recordingId: string, error: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    const open = await tx.db.reportWriting.findMany({
      where: { workspaceId, recordingId, status: "writing", createdById: null },
      select: { id: true },
    });
    for (const { id } of open) await endWriting(tx, id, "failed", error);
    if (open.length > 0) await announce(tx, recordingId, "report");
  });
}

/** Ends it, with the reason where it failed. Emits: none. Exempt from audit: it derives. */
export async function endWriting(
  tx: TxCtx,
  writingId: string,
  status: "done" | "failed" | "stopped",
  error: string | null = null,
): Promise<void> {
  await tx.db.reportWriting.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: writingId } },
    data: { status, error, updatedAt: tx.clock.now() },
  });
}

function findOpen(tx: TxCtx, { recordingId, template, templateId }: Asked): Promise<ReportWriting | null> {
  const { workspaceId } = tx;
  return tx.db.reportWriting.findFirst({
    where: { workspaceId, recordingId, template, templateId, status: "writing" },
  });
}

/** Whether both want the same of the same words. */
function isSameWork(row: ReportWriting, asked: Asked, { revision }: RecordingRow): boolean {
  return isSame(row, asked) && isPlanOf(row, asked) && row.revision === revision;
}

/** A template may have been changed since. */
function isPlanOf({ plan }: ReportWriting, asked: Asked): boolean {
  return isSamePlan(z.array(SectionPlan).parse(plan), asked.plan);
}

/** Anew, or where the last one ended that wanted the same of the same words: what a model read then counts. */
async function begin(tx: TxCtx, recording: RecordingRow, asked: Asked): Promise<WritingTurn> {
  const { workspaceId } = tx;
  const { recordingId, template, templateId } = asked;
  const earlier = { workspaceId, recordingId, template, templateId, status: { not: "writing" } };
  const last = await tx.db.reportWriting.findFirst({
    where: earlier,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (last && last.status !== "done" && isSameWork(last, asked, recording)) return beginAgain(tx, last);
  await tx.db.reportWriting.deleteMany({ where: earlier });
  const writingId = newId();
  const now = tx.clock.now();
  await tx.db.reportWriting.create({
    data: {
      workspaceId,
      id: writingId,
      ...asked,
      revision: recording.revision,
      createdById: actorMemberId(tx),
      createdAt: now,
      updatedAt: now,
    },
  });
  const starts = asked.lineId
    ? [0]
    : windowsOf(await listShown(tx, recordingId)).map(([first]) => first?.startMs ?? 0);
  await tx.db.reportWindow.createMany({
    data: starts.map((fromMs, index) => ({
      workspaceId,
      writingId,
      index,
      fromMs,
      toMs: starts[index + 1] ?? null,
      updatedAt: now,
    })),
  });
  return { recordingId, writingId, turn: 1 };
}

async function beginAgain(tx: TxCtx, { id, recordingId }: ReportWriting): Promise<WritingTurn> {
  const now = tx.clock.now();
  const { turn } = await tx.db.reportWriting.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
    data: {
      status: "writing",
      turn: { increment: 1 },
      error: null,
      createdById: actorMemberId(tx),
      createdAt: now,
      updatedAt: now,
    },
  });
  return { recordingId, writingId: id, turn };
}
