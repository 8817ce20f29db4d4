import "server-only";
import { Id } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { getPageCtx } from "@/lib/web/page";
import { findDemoSound } from "./samples/queries";
import type { DemoSound } from "./samples/schema";

/** What the demo knows of a recording that the viewer may hear; null for any other. */
export async function loadDemoSound(slug: string, recordingId: string): Promise<DemoSound | null> {
  const ctx = await getPageCtx(slug);
  const { data: id } = Id.safeParse(recordingId);
  return id ? read(ctx, (tx) => findDemoSound(tx, id)) : null;
}
