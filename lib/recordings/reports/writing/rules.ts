/** What is to be written: one section, a custom one by its id, one line, or all null: all of it. */
export type Part<Kind = string> = { section: Kind | null; sectionId: string | null; lineId: string | null };

const ALL: Part = { section: null, sectionId: null, lineId: null };

/** Whether two that ask want the same. */
export function isSame(one: Part, other: Part): boolean {
  return one.section === other.section && one.sectionId === other.sectionId && one.lineId === other.lineId;
}

/** Whether what is asked for comes with what is being written already. */
export function covers(written: Part, asked: Part): boolean {
  return isSame(written, ALL) || isSame(written, asked);
}
