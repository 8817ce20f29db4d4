"use client";

import { CircleHelp, Search, X } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Spinner } from "@/components/ui/spinner";
import { t } from "@/lib/text/catalogue";
import { SearchTips } from "./search-tips";

type SearchBoxProps = {
  field: RefObject<HTMLInputElement | null>;
  value: string;
  looking: boolean;
  onChange: (words: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** The one box, and beside it what may be typed in it. */
export function SearchBox({ field, value, looking, onChange, onKeyDown }: SearchBoxProps) {
  return (
    <search className="flex min-h-13 shrink-0 items-center gap-3 border-line border-b px-4 pt-(--safe-top) lg:px-5">
      {looking ? <Spinner /> : <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />}
      <input
        ref={field}
        type="search"
        aria-label={t.search.label}
        placeholder={t.search.placeholder}
        autoComplete="off"
        enterKeyHint="search"
        // biome-ignore lint/a11y/noAutofocus: whoever comes to this page comes to type
        autoFocus
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none [&::-webkit-search-cancel-button]:hidden"
      />
      {value ? (
        <IconButton
          label={t.search.clear}
          onClick={() => {
            onChange("");
            field.current?.focus();
          }}
        >
          <X aria-hidden="true" />
        </IconButton>
      ) : null}
      <Popover>
        <PopoverTrigger asChild>
          <IconButton label={t.search.tipsButton}>
            <CircleHelp aria-hidden="true" />
          </IconButton>
        </PopoverTrigger>
        <PopoverContent align="end" className="w-88">
          <SearchTips />
        </PopoverContent>
      </Popover>
    </search>
  );
}
