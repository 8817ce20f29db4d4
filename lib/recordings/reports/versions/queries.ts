import type { TxCtx } from "@/lib/ctx";
import { getRecording } from "../../queries";
import { type ReportVersionDto, VersionMade } from "./schema";

const MOST = 100;

/** The versions of a report, newest first. Throws NOT_FOUND for a recording that the actor may not hear. */
export async function listReportVersions(tx: TxCtx, recordingId: string): Promise<ReportVersionDto[]> {
  await getRecording(tx, recordingId);
  const { workspaceId } = tx;
  const rows = await tx.db.recordingReport.findMany({
    where: { workspaceId, recordingId },
    orderBy: { version: "desc" },
    omit: { sections: true },
    take: MOST,
  });
  const members = await tx.db.member.findMany({
    where: { workspaceId, id: { in: rows.flatMap(({ createdById }) => createdById ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return rows.map(({ version, engine, made, createdById, createdAt }) => ({
    version,
    engine,
    made: VersionMade.parse(made),
    by: names.get(createdById ?? "") ?? null,
    createdAt: createdAt.toISOString(),
  }));
}
