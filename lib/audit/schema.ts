import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";

/** What the workspace log writes down. One word per deed: the noun, then what became of it. */
export const AuditAction = z.enum([
  "workspace.created",
  "workspace.updated",
  "workspace.deleted",
  "workspace.restored",
  "member.joined",
  "member.updated",
  "member.deactivated",
  "member.activated",
  "member.removed",
  "owner.transferred",
  "invite.created",
  "invite.revoked",
  "api_key.created",
  "api_key.revoked",
  "audit.exported",
  "conversation.deleted",
  "conversation.restored",
  "document.shared",
  "document.deleted",
  "document.restored",
  "recording.shared",
  "recording.deleted",
  "recording.audio_deleted",
  "recording.restored",
  "recording.link_made",
  "recording.link_revoked",
  "report_template.created",
  "report_template.updated",
  "report_template.deleted",
  "report_template.restored",
  "model.created",
  "model.updated",
  "model.deleted",
  "model_key.set",
  "model_key.removed",
  "job.retried",
  "job.cancelled",
]);
export type AuditAction = z.infer<typeof AuditAction>;

const Fields = z.record(z.string(), z.unknown());

export const AuditEntryDto = z.object({
  seq: z.int(),
  action: z.string(),
  actor: z.object({ kind: z.string(), memberId: Id.nullable(), name: z.string() }),
  target: z.object({ kind: z.string(), id: z.string() }).nullable(),
  /** Only the fields that changed. */
  before: Fields.nullable(),
  after: Fields.nullable(),
  ip: z.string().nullable(),
  createdAt: z.string(),
});
export type AuditEntryDto = z.infer<typeof AuditEntryDto>;

/** The year 0 is one of ISO 8601, and none of the database. */
const Day = z.iso
  .date("Write a day like 2026-08-01.")
  .refine((day) => day >= "0001-01-01", "Write a day like 2026-08-01.");

const filters = {
  action: AuditAction.optional(),
  actorId: Id.optional(),
  from: Day.optional(),
  to: Day.optional(),
};
export const AuditFilters = z.strictObject(filters);
export type AuditFilters = z.output<typeof AuditFilters>;

export const VerificationDto = z.object({
  intact: z.boolean(),
  entries: z.int(),
  /** The first entry that does not follow from the one before it. */
  brokenAt: z.int().nullable(),
});
export type VerificationDto = z.infer<typeof VerificationDto>;

const path = "/workspaces/{workspace}/audit";

export const listAuditRoute = defineRoute({
  method: "GET",
  path,
  summary: "The workspace log, newest first.",
  access: "admin",
  query: { ...pageQuery, ...filters },
  response: pageOf(AuditEntryDto),
});

export const verifyAuditRoute = defineRoute({
  method: "GET",
  path: `${path}/verification`,
  summary: "Follow the chain of hashes from the first entry to the last.",
  access: "admin",
  response: VerificationDto,
});

export const exportAuditRoute = defineRoute({
  method: "POST",
  path: `${path}/exports`,
  summary: "The workspace log as CSV or JSON. The export itself is an entry.",
  access: "admin",
  idempotent: false,
  answers: "bytes",
  status: 200,
  body: z.strictObject({ format: z.enum(["csv", "json"]).default("csv"), ...filters }),
});
