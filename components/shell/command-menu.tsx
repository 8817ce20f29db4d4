"use client";

import { Command } from "cmdk";
import { CornerDownLeft, MessageSquareQuote, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { overlayClasses } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { t } from "@/lib/text/catalogue";
import { type CommandEntry, entriesOf } from "./command-entries";
import { searchPath } from "./paths";
import type { ShellActions, ShellData } from "./shell-data";
import { useFound } from "./use-found";

type CommandMenuProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  shell: ShellData;
  actions: ShellActions;
  onShortcuts: () => void;
};

/** Goes anywhere, does anything: typing filters, and what is typed can be searched for or asked. */
export function CommandMenu({ open, onOpenChange, shell, actions, onShortcuts }: CommandMenuProps) {
  const [words, setWords] = useState("");
  const router = useRouter();
  const groups = entriesOf(shell, { ...actions, openShortcuts: onShortcuts });
  const typed = words.trim();
  const found = useFound(open ? typed : "", actions.search);

  function close(then: () => void) {
    onOpenChange(false);
    setWords("");
    then();
  }
  const follow = (entry: CommandEntry) =>
    close(() => (entry.href === undefined ? entry.onSelect() : router.push(entry.href)));

  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClasses} />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-0 z-50 animate-appear sm:top-[12vh] sm:mx-auto sm:w-[36rem] sm:max-w-[calc(100vw-2rem)]"
        >
          <Radix.Title className="sr-only">{t.shell.command.label}</Radix.Title>
          <Command
            label={t.shell.command.label}
            filter={match}
            className="flex max-h-dvh flex-col overflow-hidden border-line bg-raised shadow-float max-sm:h-dvh sm:max-h-[28rem] sm:rounded-lg sm:border"
          >
            <div className="flex h-13 shrink-0 items-center gap-3 border-line border-b px-4 pt-(--safe-top)">
              <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <Command.Input
                value={words}
                onValueChange={setWords}
                placeholder={t.shell.command.placeholder}
                className="h-full min-w-0 flex-1 bg-transparent text-lg outline-none"
              />
              <Radix.Close className="rounded-xs text-muted text-sm hover:text-ink">
                <Kbd>Esc</Kbd>
                <span className="sr-only">{t.common.close}</span>
              </Radix.Close>
            </div>
            <Command.List className="scroll-quiet min-h-0 flex-1 overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-muted">
                {t.shell.command.empty}
              </Command.Empty>
              {groups.map((group) => (
                <Command.Group key={group.title} heading={group.title} className={GROUP}>
                  {group.entries.map((entry) => (
                    <Item key={entry.id} value={`${entry.label} ${entry.id}`} onSelect={() => follow(entry)}>
                      {entry.icon}
                      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
                      {entry.detail ? <span className="text-muted text-sm">{entry.detail}</span> : null}
                    </Item>
                  ))}
                </Command.Group>
              ))}
              {found.length > 0 ? (
                <Command.Group heading={t.shell.command.found} forceMount className={GROUP}>
                  {found.map((one) => (
                    <Item
                      key={one.id}
                      value={`found ${one.id}`}
                      onSelect={() => close(() => router.push(one.href))}
                      forceMount
                    >
                      {one.icon}
                      <span className="min-w-0 flex-1 truncate">{one.label}</span>
                      <span className="max-w-40 shrink-0 truncate text-muted text-sm">{one.detail}</span>
                    </Item>
                  ))}
                </Command.Group>
              ) : null}
              {typed ? (
                <WithWords
                  words={typed}
                  onSearch={
                    shell.rooms.includes("search")
                      ? () => close(() => router.push(searchPath(shell.workspace.slug, typed)))
                      : undefined
                  }
                  onAsk={actions.ask ? () => close(() => actions.ask?.(typed)) : undefined}
                />
              ) : null}
            </Command.List>
            <p
              aria-hidden="true"
              className="flex gap-4 border-line border-t px-4 py-2 text-muted text-xs max-sm:hidden"
            >
              <span>
                <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t.shell.command.move}
              </span>
              <span className="flex items-center gap-1">
                <Kbd>
                  <CornerDownLeft className="size-3" />
                </Kbd>
                {t.shell.command.open}
              </span>
            </p>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const GROUP =
  "[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs";

/** All words must occur; the start of the name counts most, then the start of a word. */
function match(value: string, search: string): number {
  const text = value.toLocaleLowerCase();
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const scores = words.map((word) =>
    text.startsWith(word) ? 1 : text.includes(` ${word}`) ? 0.7 : text.includes(word) ? 0.3 : 0,
  );
  return Math.min(1, ...scores);
}

type WithWordsProps = { words: string; onSearch: (() => void) | undefined; onAsk: (() => void) | undefined };

/** Always there while something is typed, whatever matches. */
function WithWords({ words, onSearch, onAsk }: WithWordsProps) {
  return (
    <Command.Group forceMount>
      {onSearch ? (
        <Item value={`search ${words}`} onSelect={onSearch} forceMount>
          <Search aria-hidden="true" />
          {t.shell.command.searchFor(words)}
        </Item>
      ) : null}
      {onAsk ? (
        <Item value={`ask ${words}`} onSelect={onAsk} forceMount>
          <MessageSquareQuote aria-hidden="true" />
          {t.shell.command.askFor(words)}
        </Item>
      ) : null}
    </Command.Group>
  );
}

type ItemProps = { value: string; onSelect: () => void; forceMount?: boolean; children: ReactNode };

function Item({ forceMount, ...props }: ItemProps) {
  return (
    <Command.Item
      {...(forceMount ? { forceMount } : {})}
      className="flex min-h-9 select-none items-center gap-3 rounded-sm px-2.5 data-[selected=true]:bg-accent-soft pointer-coarse:min-h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
      {...props}
    />
  );
}
