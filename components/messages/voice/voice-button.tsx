"use client";

import { Mic } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { t } from "@/lib/text/talk";

type VoiceButtonProps = {
  /** Held: letting go sends it. Else it is sent by hand. */
  onSpeak: (isHeld: boolean) => void;
  /** It was let go. What shows while one speaks hears that too, unless it has not come yet: then it is sent by hand. */
  onLetGo: () => void;
};

/** Begins a voice message at the press, so that nothing of the first word is lost. */
export function VoiceButton({ onSpeak, onLetGo }: VoiceButtonProps) {
  return (
    <IconButton
      label={t.voice.speak}
      className="touch-none select-none"
      onContextMenu={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        onSpeak(true);
        window.addEventListener("pointerup", () => setTimeout(onLetGo), { once: true }); // after whoever else hears it
      }}
      onClick={(event) => {
        if (event.detail === 0) onSpeak(false); // by key
      }}
    >
      <Mic />
    </IconButton>
  );
}
