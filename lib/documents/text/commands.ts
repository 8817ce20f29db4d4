import type { Ctx } from "@/lib/ctx";

/** What was read of documents, as it is kept beside their bytes. Emits: none. Exempt from audit: it derives. */
export async function putJson(ctx: Ctx, path: string, value: unknown): Promise<void> {
  await ctx.blob.put(path, Buffer.from(JSON.stringify(value)), { contentType: "application/json" });
}

export async function getJson(ctx: Ctx, path: string): Promise<unknown> {
  const bytes = await bytesOf(ctx, path);
  if (!bytes) throw new Error("The text of a document is not where it was kept.");
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function bytesOf(ctx: Ctx, path: string): Promise<Uint8Array | null> {
  const blob = await ctx.blob.get(path);
  return blob && new Uint8Array(await new Response(blob.body).arrayBuffer());
}
