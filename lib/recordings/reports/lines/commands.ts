import { notFound } from "@/lib/core/errors";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { announce, lockRecording } from "../../announcing/commands";
import { listSaidOrNoted } from "../../notes/queries";
import { requireCanEditRecordings } from "../../policy";
import { findReport, getReport } from "../queries";
import { changed, findLine, hasStale, redone } from "../rules";
import type { ReportDto, ReportLine } from "../schema";
import { putVersion, type Version } from "../versions/commands";
import type { VersionMade } from "../versions/schema";
import type { UpdateLine } from "./schema";

type Place = { recordingId: string; lineId: string };

/** Says a line in other words; its quote stays. Throws NOT_FOUND. Emits recording.progressed. Exempt from audit: versions are kept. */
export function updateLine(ctx: Ctx, place: Place, input: UpdateLine): Promise<ReportDto> {
  return transaction(ctx, async (tx) => {
    const { text, owner, due } = input;
    await replaceLine(tx, place, "edited", (line) => [
      {
        ...line,
        ...(text === undefined ? {} : { text }),
        ...(owner === undefined ? {} : { owner: owner || null }),
        ...(due === undefined ? {} : { due: due || null }),
      },
    ]);
    await announce(tx, place.recordingId, "report");
    return getReport(tx, place.recordingId);
  });
}

/** Takes a line out. Throws NOT_FOUND. Emits recording.progressed. Exempt from audit: versions are kept. */
export function deleteLine(ctx: Ctx, place: Place): Promise<void> {
  return transaction(ctx, async (tx) => {
    await replaceLine(tx, place, "removed", () => []);
    await announce(tx, place.recordingId, "report");
  });
}

/**
 * A line says what is said today in its place, word for word. Everything else is as it was. In the transaction of writeReport, which announces it.
 * Throws NOT_FOUND. Emits: none. Exempt from audit: versions are kept.
 */
export async function redoLine(tx: TxCtx, place: Place): Promise<void> {
  const segments = await listSaidOrNoted(tx, place.recordingId);
  await replaceLine(tx, place, "redone", (line) => redone(line, segments));
}

/** Puts a version with one line in another form, or without it. Throws NOT_FOUND. Emits: none. Exempt from audit: versions are kept. */
export async function replaceLine(
  tx: TxCtx,
  { recordingId, lineId }: Place,
  made: VersionMade,
  become: (line: ReportLine) => ReportLine[],
  begun?: Version["begun"],
): Promise<void> {
  await lockRecording(tx, recordingId);
  requireCanEditRecordings(tx);
  const last = await findReport(tx, recordingId);
  if (!last || !findLine(last.sections, lineId)) throw notFound("line");
  const sections = changed(last.sections, lineId, become);
  const stale = made === "redone" ? hasStale(sections) : last.stale;
  await putVersion(tx, recordingId, { ...last, sections, stale, made, begun });
}
