/** What is to be written: one section, one line, or both null: all of it. */
export type Part = { section: string | null; lineId: string | null };

/** Whether two that ask want the same. */
export function isSame(one: Part, other: Part): boolean {
  return one.section === other.section && one.lineId === other.lineId;
}

/** Whether what is asked for comes with what is being written already. */
export function covers(written: Part, asked: Part): boolean {
  return isSame(written, { section: null, lineId: null }) || isSame(written, asked);
}
