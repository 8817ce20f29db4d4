"use client";

import { Search } from "lucide-react";
import { Kbd } from "@/components/ui/kbd";
import { t } from "@/lib/text/talk";
import { useModKey } from "./use-shortcuts";

/** Looks like a field and opens the command menu, which has one. */
export function SearchButton({ onSearch }: { onSearch: () => void }) {
  const mod = useModKey();
  return (
    <button
      type="button"
      onClick={onSearch}
      aria-keyshortcuts="Control+K Meta+K"
      className="flex h-9 w-full items-center gap-2.5 rounded-md border border-line bg-raised px-2.5 text-muted transition-colors hover:border-line-strong hover:text-ink pointer-coarse:h-11"
    >
      <Search aria-hidden="true" className="size-4 shrink-0" />
      <span className="flex-1 text-start">{t.shell.search}</span>
      <Kbd className="pointer-coarse:hidden">{mod === "⌘" ? "⌘K" : "Ctrl K"}</Kbd>
    </button>
  );
}
