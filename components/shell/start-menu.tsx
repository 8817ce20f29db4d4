"use client";

import {
  AudioLines,
  CalendarPlus,
  CircleCheck,
  Hash,
  MessageSquare,
  MessageSquareQuote,
  Plus,
  Upload,
  UserRoundPlus,
} from "lucide-react";
import { useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { Sheet, SheetContent, SheetTrigger } from "@/components/ui/sheet";
import { t } from "@/lib/text/talk";
import type { StartKind } from "./shell-data";

const ICONS = {
  message: MessageSquare,
  chat: MessageSquareQuote,
  channel: Hash,
  record: AudioLines,
  upload: Upload,
  task: CircleCheck,
  lead: UserRoundPlus,
  bookingLink: CalendarPlus,
};

type StartMenuProps = { starts: StartKind[]; onStart: (kind: StartKind) => void };

/** The one start, beside a pointer: a menu. */
export function StartMenu({ starts, onStart }: StartMenuProps) {
  if (starts.length === 0) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={t.shell.start.open} size="md" className="max-md:hidden">
          <Plus aria-hidden="true" />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {starts.map((kind) => {
          const Icon = ICONS[kind];
          return (
            <DropdownMenuItem key={kind} onSelect={() => onStart(kind)}>
              <Icon aria-hidden="true" />
              {t.shell.start[kind]}
            </DropdownMenuItem>
          );
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** The one start, under a thumb: a sheet from below. */
export function StartSheet({ starts, onStart }: StartMenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger
        aria-label={t.shell.start.open}
        className="inline-flex size-12 items-center justify-center rounded-lg bg-accent text-accent-ink active:bg-accent-strong"
      >
        <Plus aria-hidden="true" className="size-5" />
      </SheetTrigger>
      <SheetContent title={t.shell.start.title}>
        <ul>
          {starts.map((kind) => {
            const Icon = ICONS[kind];
            return (
              <li key={kind}>
                <button
                  type="button"
                  data-focus-inside
                  onClick={() => {
                    setOpen(false);
                    onStart(kind);
                  }}
                  className="flex h-12 w-full items-center gap-3 rounded-md px-2 text-start text-lg active:bg-hover"
                >
                  <Icon aria-hidden="true" className="size-5 text-muted" />
                  {t.shell.start[kind]}
                </button>
              </li>
            );
          })}
        </ul>
      </SheetContent>
    </Sheet>
  );
}
