"use client";

import { Bookmark, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { NoteDto } from "@/lib/recordings/notes/schema";
import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/catalogue";
import { PlayFrom } from "./play-from";

const words = t.recording.notes;

type NotesProps = { notes: NoteDto[]; onPlay: (ms: number) => void; onDelete: (note: NoteDto) => void };

/** Notes that play: each pinned to its second. */
export function Notes({ notes, onPlay, onDelete }: NotesProps) {
  const { me } = useWorkspace();
  if (notes.length === 0) return null;
  return (
    <section aria-label={words.title}>
      <h2 className="mb-2 font-medium text-muted text-sm">{words.title}</h2>
      <ul className="grid gap-1">
        {notes.map((note) => (
          <li key={note.id} data-note className="flex min-h-8 items-baseline gap-3">
            <PlayFrom atMs={note.atMs} onPlay={onPlay} />
            <p className="min-w-0 flex-1">
              {note.text || <span className="text-muted">{words.marked}</span>}
              <span className="ms-2 text-muted text-sm">{note.createdBy?.name}</span>
            </p>
            {note.createdBy?.memberId === me.memberId ? (
              <IconButton label={words.delete(clockTime(note.atMs))} onClick={() => onDelete(note)}>
                <Trash2 aria-hidden="true" />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

type NoteComposerProps = { nowMs: number; onPin: (note: { atMs: number; text: string }) => void };

/** A line to type while listening. It is pinned to the second at which it was begun. */
export function NoteComposer({ nowMs, onPin }: NoteComposerProps) {
  const [text, setText] = useState("");
  const [begunMs, setBegun] = useState<number | null>(null);
  const atMs = Math.round(begunMs ?? nowMs);
  const change = (next: string) => {
    setText(next);
    setBegun(next === "" ? null : (begunMs ?? nowMs));
  };
  const pin = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    onPin({ atMs, text });
    change("");
  };
  return (
    <form onSubmit={pin} className="flex items-center gap-2 border-line border-t bg-raised px-4 py-2 lg:px-5">
      <Input
        aria-label={words.label}
        autoComplete="off"
        maxLength={2000}
        placeholder={words.placeholder(clockTime(atMs))}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      <Button type="submit">{words.send}</Button>
      <IconButton
        label={words.mark}
        shortcut="M"
        size="md"
        onClick={() => onPin({ atMs: Math.round(nowMs), text: "" })}
      >
        <Bookmark aria-hidden="true" />
      </IconButton>
    </form>
  );
}
