import { SectionKind } from "@/lib/recordings/schema";
import type { SectionInput, SectionPlan, TemplateDto } from "@/lib/recordings/templates/schema";

/** A section while it is edited. `key` is its own from when it came into the window on. */
export type EditorRow = { key: string; id: string | null; kind: SectionKind; title: string; about: string };

export function rowOf({ id, kind, title, about }: SectionPlan): EditorRow {
  return { key: crypto.randomUUID(), id, kind, title: title ?? "", about: about ?? "" };
}

export function newRow(): EditorRow {
  return rowOf({ kind: "custom", id: null, title: null, about: null });
}

/** As it is sent: a custom section with its words, also where they are missing, so that the server says what is. */
export function inputOf({ id, kind, title, about }: EditorRow): SectionInput {
  if (kind !== "custom") return { kind, title: title.trim() || null };
  return { kind, title, about, ...(id ? { id } : {}) };
}

/** The kinds that a row may have: its own, custom, and those that no other row has. */
export function kindsFor(row: EditorRow, rows: EditorRow[]): SectionKind[] {
  const taken = rows.filter((other) => other.key !== row.key).map(({ kind }) => kind);
  return SectionKind.options.filter((kind) => kind === "custom" || !taken.includes(kind));
}

/** The rows as they are saved in the place of what the template is now: sections that it has no more are new ones. */
export function ownRows(rows: EditorRow[], now: TemplateDto | null): EditorRow[] {
  const known = now?.sections.flatMap(({ id }) => id ?? []) ?? [];
  return rows.map((row) => (row.id && !known.includes(row.id) ? { ...row, id: null } : row));
}

/** The rows with one of them moved by so many places; as they are where there is no such place. */
export function moved(rows: EditorRow[], from: number, by: number): EditorRow[] {
  const to = from + by;
  const row = rows[from];
  if (!row || to < 0 || to >= rows.length) return rows;
  return rows.toSpliced(from, 1).toSpliced(to, 0, row);
}
