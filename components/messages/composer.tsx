"use client";

import { ArrowUp, AtSign, Smile } from "lucide-react";
import dynamic from "next/dynamic";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Person } from "@/components/conversations/workspace-context";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { untilLoaded } from "@/components/ui/until-loaded";
import { t } from "@/lib/text/talk";
import { AttachButton } from "./attachments/attach-button";
import type { Attached } from "./attachments/attached";
import { useAttachments } from "./attachments/use-attachments";
import { onDraft, readDraft, writeDraft } from "./draft";
import { EmojiPicker } from "./emoji-picker";
import { MentionMenu, rankPeople } from "./mention-menu";
import { VoiceButton } from "./voice/voice-button";
import { VoicePresence } from "./voice/voice-presence";
import { WillUse } from "./will-use";

/** Brought when somebody speaks, or something is attached. */
const VoiceBar = dynamic(
  untilLoaded(() => import("./voice/voice-bar").then((part) => part.VoiceBar)),
  { ssr: false },
);
const AttachmentTray = dynamic(
  untilLoaded(() => import("./attachments/attachment-tray").then((part) => part.AttachmentTray)),
  { ssr: false },
);

type ComposerProps = {
  conversationId: string;
  /** "#launch", "Ben". */
  name: string;
  placeholder: string;
  people: Person[];
  /** Ranked first in the type-ahead: who wrote here last. */
  recentIds: string[];
  onSend: (body: string, files: Attached[]) => void;
  onTyping: (typing: boolean) => void;
  onEditLast: () => void;
  /** Ready to write as soon as it is there. */
  autoFocus?: boolean;
  /** Words alone: an assistant reads no files here. */
  takesNoFiles?: boolean;
  /** Where a voice message goes; without it none is recorded. */
  speaksTo?: { conversationId: string; parentId?: string };
};

const MOST_CHARACTERS = 40_000;
const TYPING_EVERY_MS = 3_000;

/** Where one writes. Enter sends, Shift+Enter breaks the line, @ names somebody, Up edits one's last message. The draft survives a reload. */
export function Composer(props: ComposerProps) {
  const {
    conversationId,
    name,
    people,
    recentIds,
    autoFocus = false,
    takesNoFiles = false,
    speaksTo,
  } = props;
  const [text, setText] = useState("");
  const [query, setQuery] = useState<string | null>(null);
  const [chosen, setChosen] = useState(0);
  const area = useRef<HTMLTextAreaElement>(null);
  const lastTyping = useRef(0);
  const found = query === null ? [] : rankPeople(people, query, recentIds);
  const over = text.length - MOST_CHARACTERS;
  const { attached, ...files } = useAttachments(conversationId);
  const [isBlocked, setBlocked] = useState(false);
  const [speaking, setSpeaking] = useState<"held" | "tapped" | null>(null);
  const isEmpty = text.trim() === "" && attached.length === 0;
  const cannotSend = isEmpty || over > 0 || isBlocked || files.isComing;
  const tooLong = over > 0 ? t.message.compose.tooLong(over) : null;
  const problem = tooLong ?? (isBlocked ? t.attachment.mayNotSend : null);

  useEffect(() => {
    const take = () => setText(readDraft(conversationId));
    take();
    return onDraft(conversationId, () => {
      take();
      area.current?.focus();
    });
  }, [conversationId]);
  useEffect(() => {
    if (!autoFocus) return;
    // After the frame: what opens around it takes the focus first.
    const frame = requestAnimationFrame(() => area.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, [autoFocus]);

  const change = (value: string, caret: number) => {
    setText(value);
    writeDraft(conversationId, value);
    setQuery(mentionAt(value, caret));
    setChosen(0);
    if (value.trim() !== "" && Date.now() - lastTyping.current > TYPING_EVERY_MS) {
      lastTyping.current = Date.now();
      props.onTyping(true);
    }
  };
  const send = () => {
    if (cannotSend) return;
    props.onSend(text, files.take());
    setText("");
    writeDraft(conversationId, "");
    setQuery(null);
    lastTyping.current = 0;
    props.onTyping(false);
    area.current?.focus();
  };
  const spoken = () => {
    setSpeaking(null);
    // On a phone that would bring the keyboard.
    if (matchMedia("(pointer: fine)").matches) requestAnimationFrame(() => area.current?.focus());
  };
  const insert = (piece: string, from: number) => {
    const caret = area.current?.selectionStart ?? text.length;
    const value = `${text.slice(0, from)}${piece}${text.slice(caret)}`;
    change(value, from + piece.length);
    setQuery(null);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from + piece.length, from + piece.length);
    });
  };
  const mention = (person: Person) => {
    const caret = area.current?.selectionStart ?? text.length;
    insert(`@${person.name} `, text.lastIndexOf("@", caret - 1));
  };
  const onPaste = (event: ClipboardEvent) => {
    const { files: pasted } = event.clipboardData;
    // What is copied from a table or a page comes as words with a picture of them: the words are meant.
    if (takesNoFiles || pasted.length === 0 || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    files.add([...pasted]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const picking = found.length > 0;
    if (picking && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : found.length - 1;
      setChosen((chosen + step) % found.length);
    } else if (picking && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      const person = found[chosen];
      if (person) mention(person);
    } else if (event.key === "Escape" && query !== null) {
      event.preventDefault();
      setQuery(null);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && text === "") {
      event.preventDefault();
      props.onEditLast();
    }
  };
  return (
    <div className="relative px-5 pb-[max(1rem,var(--safe-bottom))] max-md:px-3">
      {speaksTo ? <VoicePresence to={speaksTo} /> : null}
      {found.length > 0 ? <MentionMenu people={found} chosen={chosen} onPick={mention} /> : null}
      <div className="rounded-lg border border-line bg-raised shadow-page transition-[border-color,box-shadow] focus-within:border-accent focus-within:ring-1 focus-within:ring-accent max-md:flex max-md:flex-wrap max-md:items-end">
        {speaking && speaksTo ? (
          <VoiceBar to={speaksTo} isHeld={speaking === "held"} onDone={spoken} />
        ) : null}
        <WillUse text={text} name={name} people={people} />
        {attached.length > 0 ? (
          <AttachmentTray attached={attached} onRemove={files.remove} onBlocked={setBlocked} />
        ) : null}
        {problem ? (
          <p role="alert" className="w-full px-3.5 pt-2 text-danger text-sm md:hidden">
            {problem}
          </p>
        ) : null}
        <textarea
          ref={area}
          hidden={speaking !== null}
          rows={1}
          data-focus-inside
          aria-label={t.message.compose.label(name)}
          aria-invalid={over > 0}
          placeholder={props.placeholder}
          className="field-sizing-content block max-h-60 min-h-11 w-full resize-none max-md:max-h-40 max-md:min-h-12 max-md:w-0 max-md:flex-1 max-md:py-3 bg-transparent px-3.5 py-2.5 text-base outline-none placeholder:text-muted max-md:text-lg"
          value={text}
          onChange={(event) => change(event.target.value, event.target.selectionStart)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => setQuery(null)}
        />
        <div
          className={cn(
            "flex items-center gap-1 px-2 pb-2 max-md:px-1.5 max-md:pb-1.5",
            speaking !== null && "hidden",
          )}
        >
          {takesNoFiles ? null : <AttachButton onFiles={files.add} />}
          <IconButton
            label={t.message.compose.mention}
            className="max-md:hidden"
            onClick={() => {
              insert("@", area.current?.selectionStart ?? text.length);
              setQuery("");
            }}
          >
            <AtSign />
          </IconButton>
          <EmojiPicker
            onPick={(emoji) => insert(emoji, area.current?.selectionStart ?? text.length)}
            trigger={
              <IconButton label={t.message.compose.emoji}>
                <Smile />
              </IconButton>
            }
          />
          {speaksTo ? (
            <VoiceButton
              onSpeak={(isHeld) => setSpeaking(isHeld ? "held" : "tapped")}
              onLetGo={() => setSpeaking((now) => now && "tapped")}
            />
          ) : null}
          <span
            className={cn("ms-auto me-2 text-sm max-md:hidden", over > 0 ? "text-danger" : "text-muted")}
            role={over > 0 ? "alert" : undefined}
          >
            {problem ?? t.message.compose.hint}
          </span>
          <IconButton
            label={t.message.compose.send}
            variant="primary"
            size="md"
            disabled={cannotSend}
            onClick={send}
            className="disabled:bg-hover disabled:text-muted disabled:opacity-100"
          >
            <ArrowUp />
          </IconButton>
        </div>
      </div>
    </div>
  );
}

/** The letters after an @ that the caret stands in, or null. */
function mentionAt(text: string, caret: number): string | null {
  const match = /(?:^|[\s(])@([\p{L}\p{N}_.'-]{0,30})$/u.exec(text.slice(0, caret));
  return match ? (match[1] ?? "") : null;
}
