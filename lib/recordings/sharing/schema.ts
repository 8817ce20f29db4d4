import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";
import { oneRecording, recordingParams } from "../schema";

/** `ended`: its time is over, or whoever made it is no longer here. */
const ShareLinkStatus = z.enum(["open", "ended", "revoked"]);
export type ShareLinkStatus = z.infer<typeof ShareLinkStatus>;

/** A link as those see it who manage the recording. Its token is not among it. */
export const ShareLinkDto = z.object({
  id: Id,
  status: ShareLinkStatus,
  /** What is given beside the report. */
  sound: z.boolean(),
  transcript: z.boolean(),
  madeBy: z.object({ memberId: Id, name: z.string() }),
  opened: z.int(),
  lastOpenedAt: z.string().nullable(),
  expiresAt: z.string(),
  createdAt: z.string(),
});
export type ShareLinkDto = z.infer<typeof ShareLinkDto>;

/** How long a link may last, in days. */
export const LINK_DAYS = [1, 7, 30];

export const CreateShareLink = z.strictObject({
  sound: z.boolean().default(false),
  transcript: z.boolean().default(false),
  expiresInDays: z
    .int()
    .refine((days) => LINK_DAYS.includes(days), "A link lasts 1, 7 or 30 days.")
    .default(7),
});
export type CreateShareLink = z.output<typeof CreateShareLink>;

const links = `${oneRecording}/share_links`;

export const listShareLinksRoute = defineRoute({
  method: "GET",
  path: links,
  summary: "The links to the report, newest first. For those who manage the recording.",
  access: "member",
  params: recordingParams,
  query: pageQuery,
  response: pageOf(ShareLinkDto),
});

export const createShareLinkRoute = defineRoute({
  method: "POST",
  path: links,
  summary:
    "Make a link by which anybody who holds it reads the report, as it is at that moment, until it ends. Its address is shown this once.",
  access: "member",
  status: 201,
  idempotent: false,
  params: recordingParams,
  body: CreateShareLink,
  response: z.object({ link: ShareLinkDto, url: z.string() }),
});

export const revokeShareLinkRoute = defineRoute({
  method: "DELETE",
  path: `${links}/{shareLinkId}`,
  summary: "Withdraw a link: from now on it leads nowhere.",
  access: "member",
  params: { ...recordingParams, shareLinkId: Id },
});
