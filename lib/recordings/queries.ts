import { cursorId } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { Id } from "@/lib/core/ids";
import type { TxCtx } from "@/lib/ctx";
import type { Prisma } from "@/prisma/generated/client";
import type { HeardBy } from "./events";
import { restorableRecordings, visibleRecordings } from "./policy";
import { soundUntil } from "./rules";
import { type RecordingDto, RecordingKind, RecordingStage, RecordingStatus, ReportTemplate } from "./schema";

/** What a recording's row comes with, wherever it becomes a DTO. */
const PARTS = {
  audience: true,
  createdBy: { select: { name: true } },
  soundDeletedBy: { select: { name: true } },
  workspace: { select: { soundDays: true } },
  _count: { select: { segments: { where: { hidden: null } }, reports: true, notes: true } },
} satisfies Prisma.RecordingInclude;

export type RecordingRow = Omit<Prisma.RecordingGetPayload<{ include: typeof PARTS }>, "waveform">;

/** The recording, or NOT_FOUND: also when it exists and the actor may not hear it. */
export function getRecording(tx: TxCtx, recordingId: string): Promise<RecordingRow> {
  return found(tx, { AND: [visibleRecordings(tx), { id: recordingId }] });
}

/** One that was deleted and that the actor may bring back, or NOT_FOUND. */
export function getDeletedRecording(tx: TxCtx, recordingId: string): Promise<RecordingRow> {
  return found(tx, { AND: [restorableRecordings(tx), { id: recordingId }] });
}

async function found(tx: TxCtx, where: Prisma.RecordingWhereInput): Promise<RecordingRow> {
  const row = await tx.db.recording.findFirst({ where, include: PARTS, omit: { waveform: true } });
  if (!row) throw notFound("recording");
  return row;
}

type ListOptions = {
  kind?: RecordingKind | undefined;
  status?: RecordingStatus | undefined;
  deleted: "true" | "false";
  cursor?: string | undefined;
  limit: number;
};

/** Recordings that the actor may hear, newest first. Voice messages belong to their conversation, and are listed only when asked for. */
export async function listRecordings(tx: TxCtx, options: ListOptions) {
  const { kind, status, deleted, limit } = options;
  const before = cursorId(options.cursor);
  const rows = await tx.db.recording.findMany({
    where: {
      AND: [
        deleted === "true" ? restorableRecordings(tx) : visibleRecordings(tx),
        kind ? { kind } : { kind: { not: "voice" } },
        status ? { status } : {},
        before ? { id: { lt: before } } : {},
      ],
    },
    include: PARTS,
    omit: { waveform: true },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  return {
    items: page.map(toRecordingDto),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Exactly those who may hear it. */
export function heardByOf({ workspaceId, audience }: RecordingRow): HeardBy {
  const { kind, conversationId, memberIds } = audience;
  if (kind === "workspace") return { workspaceId, conversationId: null, memberIds: [] };
  if (kind === "conversation") return { workspaceId: null, conversationId, memberIds: [] };
  return { workspaceId: null, conversationId: null, memberIds };
}

export function toRecordingDto(row: RecordingRow): RecordingDto {
  const { audience, createdBy, _count } = row;
  return {
    recordingId: Id.parse(row.id),
    kind: RecordingKind.parse(row.kind),
    title: row.title,
    status: RecordingStatus.parse(row.status),
    stage: RecordingStage.parse(row.stage),
    progress: row.progress,
    waitingFor: row.waitingFor === "engine" ? "engine" : null,
    error: row.error,
    fileId: row.fileId,
    soundDeleted: row.soundDeletedAt && {
      at: row.soundDeletedAt.toISOString(),
      by: row.soundDeletedBy?.name ?? null,
    },
    soundUntil: soundUntil(row, row.workspace.soundDays)?.toISOString() ?? null,
    durationMs: row.durationMs,
    language: row.language,
    template: ReportTemplate.parse(row.template),
    templateId: row.templateId,
    visibility:
      audience.kind === "members"
        ? "private"
        : audience.kind === "conversation"
          ? "conversation"
          : "workspace",
    conversationId: audience.conversationId,
    memberIds: audience.memberIds,
    revision: row.revision,
    hasTranscript: _count.segments > 0,
    hasReport: _count.reports > 0,
    noteCount: _count.notes,
    consentAt: row.consentAt?.toISOString() ?? null,
    createdBy: row.createdById && createdBy ? { memberId: row.createdById, name: createdBy.name } : null,
    recordedAt: (row.recordedAt ?? row.createdAt).toISOString(),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
