"use client";

import { AudioLines, FileText, Folder, Hash, Layers, LibraryBig } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { t } from "@/lib/text/talk";
import { conversationTitle } from "./conversation-name";
import { type Place, useScopePlaces } from "./scope-places";
import type { ChosenScope } from "./scopes";
import { useSidebar } from "./workspace-context";

type ScopePickerProps = { chosen: ChosenScope; onChoose: (scope: ChosenScope) => void };

const words = t.search.scope;

/** What a question looks in: everything one may read, a collection, a folder, a document, a recording, or a channel. */
export function ScopePicker({ chosen, onChoose }: ScopePickerProps) {
  const [open, setOpen] = useState(false);
  const choose = (scope: ChosenScope) => {
    onChoose(scope);
    setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm" variant="ghost" className="max-w-full">
          <ScopeIcon scope={chosen} />
          <span className="truncate">{words.looksIn(chosen.title)}</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" className="p-2">
        <Places onChoose={choose} />
      </PopoverContent>
    </Popover>
  );
}

function Places({ onChoose }: { onChoose: (scope: ChosenScope) => void }) {
  const [typed, setTyped] = useState("");
  const { library, find } = useScopePlaces();
  const conversations = Object.values(useSidebar((state) => state.conversations));
  const channels = conversations
    .filter(({ kind }) => kind !== "chat")
    .map((one): Place => ({ id: one.id, title: conversationTitle(one), scope: { conversationId: one.id } }));
  const matches = ({ title, alias = "" }: Place) => hasWords(`${title} ${alias}`, typed);
  return (
    <>
      <Input
        aria-label={words.find}
        placeholder={words.find}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          find(event.target.value);
        }}
        className="mb-2"
      />
      <div className="max-h-72 overflow-y-auto">
        <Row icon={<LibraryBig />} onClick={() => onChoose({ title: words.everything, scope: {} })}>
          {words.everything}
        </Row>
        {[...library, ...channels].filter(matches).map((place) => (
          <Row key={place.id} icon={<ScopeIcon scope={place} />} onClick={() => onChoose(place)}>
            {place.title.replace(/^#/, "")}
          </Row>
        ))}
      </div>
    </>
  );
}

function hasWords(name: string, typed: string): boolean {
  const words = typed.toLowerCase().split(/\s+/);
  return words.every((word) => name.toLowerCase().includes(word));
}

function ScopeIcon({ scope: { scope } }: { scope: ChosenScope }) {
  if (scope?.documentId) return <FileText aria-hidden="true" />;
  if (scope?.recordingId) return <AudioLines aria-hidden="true" />;
  if (scope?.folderId) return <Folder aria-hidden="true" />;
  if (scope?.collectionId) return <Layers aria-hidden="true" />;
  return scope?.conversationId ? <Hash aria-hidden="true" /> : <LibraryBig aria-hidden="true" />;
}

function Row({ icon, onClick, children }: { icon: ReactNode; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      data-focus-inside
      onClick={onClick}
      className="flex min-h-9 w-full items-center gap-2.5 rounded-sm px-2 text-start hover:bg-hover pointer-coarse:min-h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </button>
  );
}
