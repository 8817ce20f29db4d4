"use client";

import { useState } from "react";
import { Input } from "@/components/ui/input";
import { t } from "@/lib/text/catalogue";
import { findEmoji } from "./emoji";

/** A small board of emoji with a search; Enter takes the first. */
export function EmojiBoard({ onPick }: { onPick: (emoji: string) => void }) {
  const [words, setWords] = useState("");
  const found = findEmoji(words);
  return (
    <>
      <Input
        autoFocus
        aria-label={t.message.emojiSearch}
        placeholder={t.message.emojiSearch}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && found[0]) onPick(found[0][0]);
        }}
      />
      <div className="mt-2 grid max-h-56 grid-cols-8 gap-0.5 overflow-y-auto">
        {found.map(([emoji, names]) => (
          <button
            key={emoji}
            type="button"
            aria-label={`${emoji} ${names.split(" ")[0]}`}
            className="flex size-8 items-center justify-center rounded-sm text-lg hover:bg-hover"
            onClick={() => onPick(emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
      {found.length === 0 ? <p className="p-2 text-muted text-sm">{t.message.noEmoji}</p> : null}
    </>
  );
}
