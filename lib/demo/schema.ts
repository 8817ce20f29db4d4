import * as z from "zod";
import { defineRoute } from "@/lib/core/route";

const demo = "/workspaces/{workspace}/demo";

/** Where the link leads, on whichever name of this machine the browser is not on yet. */
export const CompanionDto = z.object({ path: z.string() });

export const openCompanionRoute = defineRoute({
  method: "POST",
  path: `${demo}/companions`,
  summary: "In the demo: a link that signs another browser in as Ben, once.",
  access: "admin",
  idempotent: false,
  status: 201,
  response: CompanionDto,
});

export const playDemoRoute = defineRoute({
  method: "POST",
  path: `${demo}/plays`,
  summary: "In the demo: Ben and Cleo write, react and ask for a minute, as jobs.",
  access: "admin",
  status: 202,
});

export const resetDemoRoute = defineRoute({
  method: "POST",
  path: `${demo}/resets`,
  summary: "In the demo: tells the story anew, as a job. Whatever was done in its workspaces is undone.",
  access: "admin",
  status: 202,
});
