import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";
import { ReportTemplate } from "@/lib/recordings/schema";
import { MyWorkspaceDto } from "@/lib/users/schema";

/** Words that are, or may become, addresses of our own. */
const RESERVED = new Set(
  (
    "about account admin api app apps assets auth billing blog book cdn dev docs download embed en events favicon ftp guest health help " +
    "home icons imprint inbox invite invites legal login logout mail manifest me metrics new null ops owner parley pricing privacy public " +
    "realtime register reset root search security settings share sign-in sign-out sign-up signin signout signup static status support " +
    "system talk team teams terms test undefined up user users w webhooks workspace workspaces www"
  ).split(" "),
);

/** The address of a workspace: 2 to 40 lower case letters, digits and single hyphens. */
export const Slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(2, "An address has at least 2 characters.")
  .max(40, "An address has at most 40 characters.")
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Use letters a to z, digits, and single hyphens between them.")
  .refine((slug) => !RESERVED.has(slug), "This address is reserved.");

export const WorkspaceName = z
  .string()
  .trim()
  .normalize("NFC")
  .min(1, "Name the workspace.")
  .max(80, "A name has at most 80 characters.")
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, "A name is a single line.")
  .regex(/[\p{L}\p{N}\p{S}]/u, "A name needs at least one letter.");

const TimeZone = z.string().max(60).refine(isTimeZone, "There is no such time zone.");

const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, "Write a domain like example.com.");

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

export const WorkspaceDto = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  timeZone: z.string(),
  allowedDomains: z.array(z.string()),
  defaultModelId: Id.nullable(),
  /** What the assistants may spend in a calendar month; null: without limit. */
  budgetCents: z.int().nullable(),
  /** Whether browsers that hear by themselves may write down what is recorded. */
  liveCaptions: z.boolean(),
  /** For how many days the sound of recordings is kept; null: for ever. */
  soundDays: z.int().nullable(),
  /** What reports are written by unless it is chosen: while it is there one of the workspace's own, else the one that is built in. */
  reportTemplate: ReportTemplate,
  reportTemplateId: Id.nullable(),
  createdAt: z.string(),
});
export type WorkspaceDto = z.infer<typeof WorkspaceDto>;

/** A workspace in its grace period: its owner can still bring it back. */
export const DeletedWorkspaceDto = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  deletedAt: z.string(),
  erasedAt: z.string(),
});
export type DeletedWorkspaceDto = z.infer<typeof DeletedWorkspaceDto>;

export const CreateWorkspace = z.strictObject({
  name: WorkspaceName,
  slug: Slug,
  timeZone: TimeZone.optional(),
});
export type CreateWorkspace = z.output<typeof CreateWorkspace>;

/** How long the sound of recordings may be kept, in days, unless for ever. */
export const SOUND_DAYS = [30, 90, 365];

export const UpdateWorkspace = z.strictObject({
  name: WorkspaceName.optional(),
  slug: Slug.optional(),
  timeZone: TimeZone.optional(),
  allowedDomains: z.array(Domain).max(20, "At most 20 domains.").optional(),
  defaultModelId: Id.nullable().optional(),
  budgetCents: z
    .int()
    .min(0, "Write an amount of dollars, such as 50.")
    .max(100_000_000, "A budget is at most a million dollars.")
    .nullable()
    .optional(),
  liveCaptions: z.boolean().optional(),
  soundDays: z
    .int()
    .refine((days) => SOUND_DAYS.includes(days), "Sound is kept for 30, 90 or 365 days, or for ever.")
    .nullable()
    .optional(),
  reportTemplate: ReportTemplate.optional(),
  reportTemplateId: Id.nullable().optional(),
});
export type UpdateWorkspace = z.output<typeof UpdateWorkspace>;

export const listWorkspacesRoute = defineRoute({
  method: "GET",
  path: "/workspaces",
  summary: "The workspaces that I am in.",
  access: "user",
  query: pageQuery,
  response: pageOf(MyWorkspaceDto),
});

export const createWorkspaceRoute = defineRoute({
  method: "POST",
  path: "/workspaces",
  summary: "Make a workspace, with its assistant and #general. I am its owner.",
  access: "user",
  status: 201,
  idempotent: false,
  body: CreateWorkspace,
  response: MyWorkspaceDto,
});

export const getWorkspaceRoute = defineRoute({
  method: "GET",
  path: "/workspaces/{workspace}",
  summary: "The workspace.",
  access: "member",
  response: WorkspaceDto,
});

export const updateWorkspaceRoute = defineRoute({
  method: "PATCH",
  path: "/workspaces/{workspace}",
  summary:
    "Change the name, address, time zone, allowed domains, default model, budget, or whether there are live captions.",
  access: "admin",
  body: UpdateWorkspace,
  response: WorkspaceDto,
});

export const deleteWorkspaceRoute = defineRoute({
  method: "DELETE",
  path: "/workspaces/{workspace}",
  summary: "Delete the workspace. Its owner can bring it back for 30 days.",
  access: "owner",
});

export const transferWorkspaceRoute = defineRoute({
  method: "PUT",
  path: "/workspaces/{workspace}/owner",
  summary: "Make another member the owner; I become an admin.",
  access: "owner",
  body: z.strictObject({ memberId: Id }),
});

export const listDeletedWorkspacesRoute = defineRoute({
  method: "GET",
  path: "/me/deleted_workspaces",
  summary: "Workspaces of mine that were deleted in the last 30 days.",
  access: "user",
  query: pageQuery,
  response: pageOf(DeletedWorkspaceDto),
});

export const restoreWorkspaceRoute = defineRoute({
  method: "POST",
  path: "/me/deleted_workspaces/{workspaceId}/restore",
  summary: "Bring a deleted workspace back.",
  access: "user",
  params: { workspaceId: Id },
  response: MyWorkspaceDto,
  idempotent: false,
});
