import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { findReport } from "@/lib/recordings/reports/queries";
import type { ReportLineDto } from "@/lib/recordings/reports/schema";
import { listTasksOfRecording } from "../queries";
import { isDismissedBy, isMadeOf } from "./rules";
import type { SuggestionDto } from "./schema";

/**
 * What became of each action item of the newest report; of none where there is no report. That a line is a task is read from the tasks that
 * there are. Throws NOT_FOUND for a recording that the actor may not hear.
 */
export async function listSuggestions(tx: TxCtx, recordingId: string): Promise<SuggestionDto[]> {
  const lines = await listActionItems(tx, recordingId);
  if (lines.length === 0) return [];
  const tasks = await listTasksOfRecording(tx, recordingId);
  const dismissals = await listDismissals(tx, recordingId);
  const members = await tx.db.member.findMany({
    where: { workspaceId: tx.workspaceId, id: { in: dismissals.flatMap((one) => one.dismissedById ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return lines.map((line) => {
    const dismissal = dismissals.find((one) => isDismissedBy(one, line));
    return {
      lineId: line.id,
      tasks: tasks.filter(({ source }) => source && isMadeOf(source, line)),
      dismissed: dismissal
        ? { at: dismissal.createdAt.toISOString(), by: names.get(dismissal.dismissedById ?? "") ?? null }
        : null,
    };
  });
}

/** An action item of the newest report, or NOT_FOUND. */
export async function getActionItem(tx: TxCtx, recordingId: string, lineId: string): Promise<ReportLineDto> {
  const line = (await listActionItems(tx, recordingId)).find(({ id }) => id === lineId);
  if (!line) throw notFound("suggestion");
  return line;
}

async function listActionItems(tx: TxCtx, recordingId: string): Promise<ReportLineDto[]> {
  const report = await findReport(tx, recordingId);
  const sections = report?.sections.filter(({ kind }) => kind === "action_items") ?? [];
  return sections.flatMap(({ lines }) => lines);
}

/** What was dismissed of a recording, the first one first. That the actor may hear it is known. */
export function listDismissals(tx: TxCtx, recordingId: string) {
  return tx.db.taskDismissal.findMany({
    where: { workspaceId: tx.workspaceId, recordingId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}
