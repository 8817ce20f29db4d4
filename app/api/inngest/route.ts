import { serve } from "inngest/next";
import { servedJobs } from "@/inngest";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";
/** Seconds that one step may take where the platform ends calls. */
export const maxDuration = 300;

/** What the job runner calls. Every request is signed, registration included; there is no dev mode. */
export const { GET, POST, PUT } = serve({ ...servedJobs(), enableUnauthedSync: false });
