import type { Ctx } from "@/lib/ctx";

/** What was read of documents, as it is kept beside their bytes. Emits: none. Exempt from audit: it derives. */
export async function putJson(ctx: Ctx, path: string, value: unknown): Promise<void> {
  await ctx.blob.put(path, Buffer.from(JSON.stringify(value)), { contentType: "application/json" });
}

export async function getJson(ctx: Ctx, path: string): Promise<unknown> {
  return JSON.parse(await textOf(ctx, path));
}

/** So many digits say where a batch begins. */
const DIGITS = 12;

/** The same in batches, each of which can be read alone: a table of where they begin and where the last one ends, then one after the other. */
export async function putBatches(ctx: Ctx, path: string, batches: unknown[]): Promise<void> {
  const bodies = batches.map((batch) => Buffer.from(JSON.stringify(batch)));
  const places = [DIGITS * (bodies.length + 1)];
  for (const { byteLength } of bodies) places.push((places.at(-1) ?? 0) + byteLength);
  const table = places.map((place) => String(place).padStart(DIGITS, "0")).join("");
  const contentType = "application/octet-stream";
  await ctx.blob.put(path, Buffer.concat([Buffer.from(table), ...bodies]), { contentType });
}

export async function getBatch(ctx: Ctx, path: string, index: number): Promise<unknown> {
  const place = { start: DIGITS * index, endInclusive: DIGITS * (index + 2) - 1 };
  const table = await textOf(ctx, path, place);
  const [start, end] = [Number(table.slice(0, DIGITS)), Number(table.slice(DIGITS))];
  return JSON.parse(await textOf(ctx, path, { start, endInclusive: end - 1 }));
}

async function textOf(ctx: Ctx, path: string, range?: Range): Promise<string> {
  const bytes = await bytesOf(ctx, path, range);
  if (!bytes) throw new Error("The text of a document is not where it was kept.");
  return new TextDecoder().decode(bytes);
}

type Range = { start: number; endInclusive: number };

async function bytesOf(ctx: Ctx, path: string, range?: Range): Promise<Uint8Array | null> {
  const blob = await ctx.blob.get(path, range);
  return blob && new Uint8Array(await new Response(blob.body).arrayBuffer());
}
