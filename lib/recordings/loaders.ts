import "server-only";
import { cache } from "react";
import { notFound } from "@/lib/core/errors";
import { Id } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { isAdmin } from "@/lib/members/rules";
import { getPageCtx, orNotFound } from "@/lib/web/page";
import { listNotes } from "./notes/queries";
import type { NoteDto } from "./notes/schema";
import { getRecording, listRecordings } from "./queries";
import { findReport } from "./reports/queries";
import type { ReportDto } from "./reports/schema";
import type { RecordingDto, RecordingWholeDto } from "./schema";
import { countOlderSound } from "./sound/retention/queries";
import { getTranscript } from "./transcripts/queries";
import type { TranscriptDto } from "./transcripts/schema";
import { describeRecording } from "./whole/queries";

const PAGE = 100;

/** A recording by the id in an address; null where there is none, or none that the viewer may hear. */
export async function findRecordingTitle(
  slug: string,
  id: string | string[] | undefined,
): Promise<{ recordingId: string; title: string } | null> {
  const recordingId = Id.safeParse(id).data;
  if (!recordingId) return null;
  const ctx = await getPageCtx(slug);
  const found = await read(ctx, (tx) => getRecording(tx, recordingId)).catch(() => null);
  return found && { recordingId, title: found.title };
}

/** The newest recordings that the viewer may hear; the browser fetches the rest. */
export async function loadRecordings(slug: string): Promise<RecordingDto[]> {
  const ctx = await getPageCtx(slug);
  return read(ctx, async (tx) => (await listRecordings(tx, { deleted: "false", limit: PAGE })).items);
}

/** A recording with all that is said in it and about it. */
export type LoadedRecording = {
  recording: RecordingWholeDto;
  transcript: TranscriptDto;
  report: ReportDto | null;
  notes: NoteDto[];
};

/** A recording; else the not-found page, also when it exists and the viewer may not hear it. */
export const loadRecording = cache(async (slug: string, id: string): Promise<LoadedRecording> => {
  const ctx = await getPageCtx(slug);
  const load = async () => {
    const parsed = Id.safeParse(id);
    if (!parsed.success) throw notFound("recording");
    return read(ctx, async (tx) => ({
      recording: await describeRecording(tx, parsed.data),
      transcript: await getTranscript(tx, parsed.data),
      report: await findReport(tx, parsed.data),
      notes: await listNotes(tx, parsed.data),
    }));
  };
  return orNotFound(load());
});

/** For each time that sound may be kept, of how many recordings it would go at once; none for who may not choose. */
export async function loadOlderSound(slug: string): Promise<{ days: number; recordings: number }[]> {
  const ctx = await getPageCtx(slug);
  return ctx.actor.kind === "member" && isAdmin(ctx.actor.role) ? read(ctx, countOlderSound) : [];
}
