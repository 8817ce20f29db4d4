import * as z from "zod";

/** Any id of ours: a UUID, version 7 when we make it (ordered by time). */
export const Id = z.uuid("This is not an id.");
export type Id = z.infer<typeof Id>;

/** Minted only by a gate (lib/web) or the job runner (inngest): nobody else can name a tenant. */
export const WorkspaceId = Id.brand("WorkspaceId");
export type WorkspaceId = z.infer<typeof WorkspaceId>;

/** When an id of ours was made. */
export function timeOfId(id: Id): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

/**
 * A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits. Made in code because hosted
 * databases before PostgreSQL 18 have no `uuidv7()`, and because the browser needs it too.
 */
export function newId(now: number = Date.now()): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
