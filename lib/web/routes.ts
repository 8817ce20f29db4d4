import { z } from "zod";
import * as assistants from "@/lib/assistants/schema";
import * as audit from "@/lib/audit/schema";
import * as collections from "@/lib/collections/schema";
import * as conversations from "@/lib/conversations/schema";
import { defineRoute, type RouteSpec } from "@/lib/core/route";
import * as demo from "@/lib/demo/schema";
import * as health from "@/lib/documents/health/schema";
import * as documents from "@/lib/documents/schema";
import * as files from "@/lib/files/schema";
import * as inbox from "@/lib/inbox/schema";
import * as invites from "@/lib/invites/schema";
import * as jobs from "@/lib/jobs/schema";
import * as members from "@/lib/members/schema";
import * as feedback from "@/lib/messages/feedback/schema";
import * as messages from "@/lib/messages/schema";
import * as models from "@/lib/models/schema";
import * as captions from "@/lib/recordings/captions/schema";
import * as exports from "@/lib/recordings/exports/schema";
import * as glossary from "@/lib/recordings/glossary/schema";
import * as notes from "@/lib/recordings/notes/schema";
import * as posts from "@/lib/recordings/posts/schema";
import * as lines from "@/lib/recordings/reports/lines/schema";
import * as reports from "@/lib/recordings/reports/schema";
import * as versions from "@/lib/recordings/reports/versions/schema";
import * as writing from "@/lib/recordings/reports/writing/schema";
import * as recordings from "@/lib/recordings/schema";
import * as opening from "@/lib/recordings/sharing/opening/schema";
import * as sharing from "@/lib/recordings/sharing/schema";
import * as statistics from "@/lib/recordings/statistics/schema";
import * as templates from "@/lib/recordings/templates/schema";
import * as transcripts from "@/lib/recordings/transcripts/schema";
import * as runs from "@/lib/runs/schema";
import * as pins from "@/lib/sources/pins/schema";
import * as sources from "@/lib/sources/schema";
import * as tasks from "@/lib/tasks/schema";
import * as suggestions from "@/lib/tasks/suggestions/schema";
import * as users from "@/lib/users/schema";
import * as workspaces from "@/lib/workspaces/schema";

export const openApiRoute = defineRoute({
  method: "GET",
  path: "/openapi.json",
  summary: "This document.",
  access: "public",
  response: z.record(z.string(), z.unknown()),
});

/** The nouns that have routes, in the order of the document. A new noun is added here; a test compares the list with the tree of app/api/v1. */
const NOUNS = {
  users,
  workspaces,
  members,
  invites,
  audit,
  jobs,
  conversations,
  messages,
  feedback,
  sources,
  pins,
  models,
  runs,
  assistants,
  demo,
  files,
  documents,
  health,
  recordings: {
    ...recordings,
    ...captions,
    ...notes,
    ...transcripts,
    ...reports,
    ...lines,
    ...versions,
    ...writing,
    ...glossary,
    ...templates,
    ...statistics,
    ...exports,
    ...sharing,
    ...opening,
    ...posts,
  },
  collections,
  tasks: { ...tasks, ...suggestions },
  inbox,
  api: { openApiRoute },
};

/** A specification, and the noun that it belongs to. */
export type ListedRoute = { noun: keyof typeof NOUNS; name: string; spec: RouteSpec };

/** Every route under /api/v1. */
export const routes: ListedRoute[] = nounsOf(NOUNS).flatMap((noun) =>
  Object.entries(NOUNS[noun]).flatMap(([name, value]) =>
    isRouteSpec(value) ? [{ noun, name: name.replace(/Route$/, ""), spec: value }] : [],
  ),
);

function nounsOf<T extends object>(nouns: T): (keyof T)[] {
  return Object.keys(nouns) as (keyof T)[]; // the keys of a literal of ours
}

function isRouteSpec(value: unknown): value is RouteSpec {
  return (
    typeof value === "object" && value !== null && "method" in value && "path" in value && "access" in value
  );
}
