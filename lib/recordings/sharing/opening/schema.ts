import { z } from "zod";
import { defineRoute } from "@/lib/core/route";
import { SectionKind } from "../../schema";

/** A line of a shared report: what it says, and when it was said. No id of ours. */
const SharedLine = z.object({
  text: z.string(),
  startMs: z.int(),
  speaker: z.string().nullable(),
  owner: z.string().nullable(),
  due: z.string().nullable(),
  /** The words under it were corrected after it was written. */
  stale: z.boolean(),
});
export type SharedLine = z.infer<typeof SharedLine>;

const SaidLine = z.object({ startMs: z.int(), speaker: z.string().nullable(), text: z.string() });

/** What the holder of a link is given: exactly what was chosen when it was made, as it is now. */
export const SharedReportDto = z.object({
  title: z.string(),
  workspace: z.string(),
  sharedBy: z.string(),
  recordedAt: z.string(),
  durationMs: z.int().nullable(),
  sections: z.array(
    z.object({
      kind: SectionKind,
      /** What it is called, where its template says so. */
      title: z.string().nullable(),
      lines: z.array(SharedLine),
    }),
  ),
  /** Nothing but quotes, found word for word; else a model wrote it. */
  isQuotesOnly: z.boolean(),
  writtenAt: z.string().nullable(),
  /** `gone`: it was shared, and deleted since. */
  sound: z.enum(["shared", "gone", "kept back"]),
  /** Peaks of the waveform, 0 to 255. Empty where the sound is not shared. */
  peaks: z.array(z.int()),
  /** Null where it is not shared. */
  transcript: z.array(SaidLine).nullable(),
  expiresAt: z.string(),
});
export type SharedReportDto = z.infer<typeof SharedReportDto>;

/** Whatever is no token of ours is answered like one that has ended: its form is nobody's business. */
const ShareToken = z.string().min(1).max(200);

const one = "/shared_reports/{shareToken}";
const params = { shareToken: ShareToken };

export const getSharedReportRoute = defineRoute({
  method: "GET",
  path: one,
  summary: "The report that a link leads to. 404 when it has ended, was withdrawn, or never was.",
  access: "public",
  params,
  response: SharedReportDto,
});

export const hearSharedReportRoute = defineRoute({
  method: "GET",
  path: `${one}/sound`,
  summary: "The sound of a shared report, also a range of it, where its link gives it.",
  access: "public",
  params,
  answers: "bytes",
});

export const noteOpeningRoute = defineRoute({
  method: "POST",
  path: `${one}/openings`,
  summary: "Says that somebody has the shared report before them: those who manage it see how often.",
  access: "public",
  params,
  idempotent: false,
});
