"use client";

import { ListPlus, Play, Scissors, Trash2 } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { clockTime } from "@/lib/recordings/rules";
import type { SegmentDto } from "@/lib/recordings/transcripts/schema";
import { t } from "@/lib/text/catalogue";
import type { Speaker } from "./transcript";
import type { Who } from "./use-corrections";

const words = t.recording.correct;

/** What was typed when saving it failed, and why. */
export type Kept = { text: string; error: string } | null;

type EditSegmentProps = {
  segment: SegmentDto;
  speakers: Speaker[];
  kept: Kept;
  isLast: boolean;
  onPlay: (ms: number) => void;
  onSave: (text: string, who: Who) => void;
  onSplit: (text: string, at: number) => void;
  onJoin: () => void;
  onRemove: () => void;
  onLeave: () => void;
};

const SOMEBODY_ELSE = "+";

/** A line of the transcript while it is corrected, beside its sound. */
export function EditSegment(props: EditSegmentProps) {
  const { segment, speakers, kept, isLast, onPlay, onLeave } = props;
  const [text, setText] = useState(kept?.text ?? segment.text);
  const [speakerId, setSpeaker] = useState(segment.speakerId ?? "");
  const [name, setName] = useState("");
  const [error, setError] = useState(kept?.error ?? null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isNew = speakerId === SOMEBODY_ELSE;

  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === "") return setError(words.empty);
    if (isNew && name.trim() === "") return setError(words.nameless);
    props.onSave(text.trim(), isNew ? { name: name.trim() } : { speakerId: speakerId || null });
  };
  const split = () => {
    const caret = field.current?.selectionStart ?? 0;
    const [before, after] = [text.slice(0, caret).trimStart(), text.slice(caret)];
    if (before.trim() === "" || after.trim() === "") return setError(words.noCaret);
    props.onSplit(text.trim(), before.length);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onLeave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) split();
    else if (event.key === "Enter" && event.target === field.current) save();
    else if (event.key === " " && event.ctrlKey) onPlay(segment.startMs);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      onSubmit={save}
      onKeyDown={press}
      aria-label={words.editing(clockTime(segment.startMs))}
      className="my-1 grid gap-2 rounded-md border border-line bg-surface p-2"
    >
      <Textarea
        ref={field}
        autoFocus
        aria-label={words.text}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${segment.id}-keys`}
        maxLength={5000}
        value={text}
        onFocus={(event) => event.target.setSelectionRange(text.length, text.length)}
        onChange={(event) => setText(event.target.value)}
        className="min-h-14"
      />
      <div className="grid grid-cols-2 gap-2">
        <Select aria-label={words.who} value={speakerId} onChange={(event) => setSpeaker(event.target.value)}>
          <option value="">{words.nobody}</option>
          {speakers.map(({ id, name: known }) => (
            <option key={id} value={id}>
              {known}
            </option>
          ))}
          <option value={SOMEBODY_ELSE}>{words.somebodyElse}</option>
        </Select>
        {isNew ? (
          <Input
            autoFocus
            aria-label={t.recording.transcript.name}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        ) : null}
      </div>
      <p role="alert" className="text-danger text-sm empty:hidden">
        {error}
      </p>
      <div className="flex flex-wrap items-center gap-1 pointer-coarse:gap-3">
        <Button size="sm" type="submit" variant="primary" className="pointer-coarse:h-11">
          {t.common.save}
        </Button>
        <Button size="sm" variant="ghost" onClick={onLeave} className="pointer-coarse:h-11">
          {t.common.cancel}
        </Button>
        <span className="flex-1" />
        <IconButton label={words.hear} shortcut="Ctrl Space" onClick={() => onPlay(segment.startMs)}>
          <Play aria-hidden="true" />
        </IconButton>
        <IconButton label={words.split} shortcut="Ctrl Enter" onClick={split}>
          <Scissors aria-hidden="true" />
        </IconButton>
        <IconButton
          label={words.join}
          disabled={isLast || text.trim() !== segment.text}
          onClick={props.onJoin}
        >
          <ListPlus aria-hidden="true" />
        </IconButton>
        <IconButton label={words.remove} onClick={props.onRemove}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      </div>
      <p id={`${segment.id}-keys`} className="text-muted text-xs pointer-coarse:sr-only">
        {words.keys}
      </p>
    </form>
  );
}
