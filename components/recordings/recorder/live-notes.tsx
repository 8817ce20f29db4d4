"use client";

import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/catalogue";
import type { KeptNote } from "./kept-captures";

/** What was noted until now, the newest first: it is what one has just written. */
export function LiveNotes({ notes }: { notes: KeptNote[] }) {
  if (notes.length === 0) return <p className="text-pretty text-muted">{t.recorder.notesEmpty}</p>;
  const newestFirst = notes.toSorted((a, b) => b.atMs - a.atMs);
  return (
    <section aria-label={t.recording.notes.title}>
      <h2 className="mb-2 font-medium text-muted text-sm">{t.recording.notes.title}</h2>
      <ul className="grid gap-1">
        {newestFirst.map((note) => (
          <li key={note.id} data-note className="flex items-baseline gap-3">
            <span className="w-14 shrink-0 font-medium text-accent text-sm tabular-nums">
              {clockTime(note.atMs)}
            </span>
            <p className="wrap-anywhere min-w-0 flex-1">
              {note.text || <span className="text-muted">{t.recording.notes.marked}</span>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
