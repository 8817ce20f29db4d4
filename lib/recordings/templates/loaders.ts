import "server-only";
import { read } from "@/lib/ctx";
import { getPageCtx } from "@/lib/web/page";
import { usualTemplate } from "./choosing/queries";
import { listTemplates } from "./queries";
import type { TemplatesDto } from "./schema";

/** What the viewer may choose of the workspace's own, and what is chosen unless they do. */
export async function loadTemplates(slug: string): Promise<TemplatesDto> {
  const ctx = await getPageCtx(slug);
  return read(ctx, async (tx) => ({ items: await listTemplates(tx), usual: await usualTemplate(tx) }));
}
