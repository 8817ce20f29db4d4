import { invalid, notFound } from "@/lib/core/errors";
import { type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import { announce, lockRecording } from "../../announcing/commands";
import { requireCanEditRecordings } from "../../policy";
import { listShown } from "../../transcripts/queries";
import { writeByModel } from "../models/commands";
import { findReport, getReport } from "../queries";
import { changed, findLine, hasStale, redone } from "../rules";
import type { ReportDto, ReportLine } from "../schema";
import { putVersion } from "../versions/commands";
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
 * A line says what is said today in its place; where it was a model's, a model says it. Everything else is as it was. Throws INVALID. Emits
 * nothing: writeReport announces it. Exempt from audit: versions are kept.
 */
export async function redoLine(ctx: Ctx, recordingId: string, lineId: string): Promise<void> {
  const { line, kind, said } = await read(ctx, async (tx) => {
    const report = await findReport(tx, recordingId);
    const found = report && findLine(report.sections, lineId);
    if (!found) throw invalid("lineId", "The report has no such line any more.");
    const segments = await listShown(tx, recordingId);
    return { ...found, said: segments.filter(({ id }) => found.line.segmentIds.includes(id)) };
  });
  const isProse = line.text !== line.quote;
  const written = isProse && said.length > 0 ? await writeByModel(ctx, said, [kind]) : null;
  const [fresh] = written?.sections.flatMap(({ lines }) => lines) ?? [];
  await transaction(ctx, (tx) =>
    replaceLine(tx, { recordingId, lineId }, "redone", (old) =>
      fresh ? [{ ...fresh, id: old.id }] : redone(old, said),
    ),
  );
}

async function replaceLine(
  tx: TxCtx,
  { recordingId, lineId }: Place,
  made: VersionMade,
  become: (line: ReportLine) => ReportLine[],
): Promise<void> {
  await lockRecording(tx, recordingId);
  requireCanEditRecordings(tx);
  const last = await findReport(tx, recordingId);
  if (!last || !findLine(last.sections, lineId)) throw notFound("line");
  const sections = changed(last.sections, lineId, become);
  const stale = made === "redone" ? hasStale(sections) : last.stale;
  await putVersion(tx, recordingId, { ...last, sections, stale, made });
}
