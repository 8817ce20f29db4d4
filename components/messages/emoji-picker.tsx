"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { untilLoaded } from "@/components/ui/until-loaded";

/** Brought when it is opened. */
const EmojiBoard = dynamic(
  untilLoaded(() => import("./emoji-board").then((part) => part.EmojiBoard)),
  { ssr: false },
);

type EmojiPickerProps = {
  trigger: ReactNode;
  onPick: (emoji: string) => void;
  onOpenChange?: (open: boolean) => void;
};

/** Opens the board of emoji beside its trigger. */
export function EmojiPicker({ trigger, onPick, onOpenChange }: EmojiPickerProps) {
  const [open, setOpen] = useState(false);
  const change = (next: boolean) => {
    setOpen(next);
    onOpenChange?.(next);
  };
  const pick = (emoji: string) => {
    change(false);
    onPick(emoji);
  };
  return (
    <Popover open={open} onOpenChange={change}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent className="min-h-40 w-72 p-2">
        <EmojiBoard onPick={pick} />
      </PopoverContent>
    </Popover>
  );
}
