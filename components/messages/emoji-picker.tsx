"use client";

import { type ReactNode, useState } from "react";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { t } from "@/lib/text/catalogue";
import { findEmoji } from "./emoji";

type EmojiPickerProps = {
  trigger: ReactNode;
  onPick: (emoji: string) => void;
  onOpenChange?: (open: boolean) => void;
};

/** A small board of emoji with a search; Enter takes the first. */
export function EmojiPicker({ trigger, onPick, onOpenChange }: EmojiPickerProps) {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const found = findEmoji(words);
  const change = (next: boolean) => {
    setOpen(next);
    setWords("");
    onOpenChange?.(next);
  };
  const pick = (emoji: string) => {
    change(false);
    onPick(emoji);
  };
  return (
    <Popover open={open} onOpenChange={change}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent className="w-72 p-2">
        <Input
          aria-label={t.message.emojiSearch}
          placeholder={t.message.emojiSearch}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && found[0]) pick(found[0][0]);
          }}
        />
        <div className="mt-2 grid max-h-56 grid-cols-8 gap-0.5 overflow-y-auto">
          {found.map(([emoji, names]) => (
            <button
              key={emoji}
              type="button"
              aria-label={`${emoji} ${names.split(" ")[0]}`}
              className="flex size-8 items-center justify-center rounded-sm text-lg hover:bg-hover"
              onClick={() => pick(emoji)}
            >
              {emoji}
            </button>
          ))}
        </div>
        {found.length === 0 ? <p className="p-2 text-muted text-sm">{t.message.noEmoji}</p> : null}
      </PopoverContent>
    </Popover>
  );
}
