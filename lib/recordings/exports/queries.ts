import { invalid } from "@/lib/core/errors";
import { dispositionOf } from "@/lib/core/files";
import { type Ctx, read } from "@/lib/ctx";
import { listNotes } from "../notes/queries";
import { getRecording } from "../queries";
import { findReport } from "../reports/queries";
import { listShown } from "../transcripts/queries";
import { toDocx } from "./docx/rules";
import { fitsPdf, toPdf } from "./pdf/rules";
import { blocksOf, type Exported, toMarkdown, toSrt, toVtt } from "./rules";
import type { ExportFormat } from "./schema";

const TYPES: Record<ExportFormat, string> = {
  md: "text/markdown; charset=utf-8",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
  srt: "application/x-subrip; charset=utf-8",
  vtt: "text/vtt; charset=utf-8",
  json: "application/json; charset=utf-8",
};

/** A recording as a file to keep elsewhere. Throws NOT_FOUND, and INVALID for a script that the fonts of a PDF do not hold. */
export async function exportRecording(
  ctx: Ctx,
  recordingId: string,
  format: ExportFormat,
): Promise<Response> {
  const exported = await read(ctx, async (tx): Promise<Exported> => {
    const { title, durationMs, createdAt } = await getRecording(tx, recordingId);
    const notes = await listNotes(tx, recordingId);
    return {
      title,
      durationMs,
      createdAt: createdAt.toISOString(),
      report: await findReport(tx, recordingId),
      notes: notes.map(({ atMs, text, createdBy }) => ({ atMs, text, author: createdBy?.name ?? null })),
      segments: await listShown(tx, recordingId),
    };
  });
  const body = contentOf(exported, format);
  return new Response(body as Uint8Array<ArrayBuffer>, {
    headers: {
      "content-type": TYPES[format],
      "content-disposition": dispositionOf(`${exported.title}.${format}`, "attachment"),
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}

function contentOf(exported: Exported, format: ExportFormat): Uint8Array | string {
  const blocks = blocksOf(exported);
  switch (format) {
    case "md":
      return toMarkdown(blocks);
    case "docx":
      return toDocx(blocks);
    case "pdf":
      if (!fitsPdf(blocks))
        throw invalid("format", "A PDF made here holds Western European text only. Take docx or md instead.");
      return toPdf(blocks);
    case "srt":
      return toSrt(exported.segments);
    case "vtt":
      return toVtt(exported.segments);
    case "json":
      return `${JSON.stringify(jsonOf(exported), null, 2)}\n`;
  }
}

function jsonOf({ title, durationMs, createdAt, report, notes, segments }: Exported) {
  return {
    title,
    duration_ms: durationMs,
    created_at: createdAt,
    report: report && {
      template: report.templateName ?? report.template,
      engine: report.engine,
      stale: report.stale,
      sections: report.sections.map(({ kind, title, about, lines }) => ({
        kind,
        title,
        about,
        lines: lines.map((line) => ({
          text: line.text,
          quote: line.quote,
          speaker: line.speaker,
          start_ms: line.startMs,
          end_ms: line.endMs,
          owner: line.owner,
          due: line.due,
        })),
      })),
    },
    notes: notes.map(({ atMs, text, author }) => ({ at_ms: atMs, text, author })),
    transcript: segments.map(({ startMs, endMs, speaker, text }) => ({
      start_ms: startMs,
      end_ms: endMs,
      speaker,
      text,
    })),
  };
}
