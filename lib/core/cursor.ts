import { invalid } from "./errors";
import { Id } from "./ids";

/** The id that a list goes on after. Throws INVALID for a cursor that is none of ours. */
export function cursorId(cursor: string | undefined): Id | null {
  if (cursor === undefined) return null;
  const parsed = Id.safeParse(cursor);
  if (!parsed.success) throw invalid("cursor", "This cursor is not one of ours.");
  return parsed.data;
}

/** Where a list goes on that is ordered by something before the id: `at` is a day or an instant, or empty where there is none. */
export type Place = { at: string; id: string };

/** Throws INVALID for a cursor that is none of ours. */
export function cursorPlace(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const [, at, id] = /^(|[12]\d{3}-\d{2}-\d{2}(?:T[\d:.]{12}Z)?)~([^~]+)$/.exec(cursor) ?? [];
  const parsed = Id.safeParse(id);
  if (at === undefined || !parsed.success || (at !== "" && Number.isNaN(Date.parse(at))))
    throw invalid("cursor", "This cursor is not one of ours.");
  return { at, id: parsed.data };
}

export function placeCursor({ at, id }: Place): string {
  return `${at}~${id}`;
}

/** One page of rows that were asked for with one more than `limit`, ordered by id. */
export function pageById<Row extends { id: string }, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  return { items: page.map(toItem), nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
