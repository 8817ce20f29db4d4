"use client";

import { Layers, X } from "lucide-react";
import { useState } from "react";
import { DocumentIcon } from "@/components/documents/document-icon";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { List } from "@/components/ui/list";
import type { DocumentDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { CollectDialog } from "./collect-dialog";

const words = t.collection.select;

type Picking = { picked: ReadonlySet<string>; onPick: (picked: ReadonlySet<string>) => void };

/** As many as can be put into a collection at once. */
const MOST = 100;

type PickBarProps = Picking & { offered: DocumentDto[]; onEnd: () => void };

/** What is picked, and what to do with it. Stands where the filters stood. */
export function PickBar({ offered, picked, onPick, onEnd }: PickBarProps) {
  const [isCollecting, setCollecting] = useState(false);
  // One that was deleted meanwhile, or is no longer one's own to read, is picked no more.
  const there = offered.filter(({ id }) => picked.has(id)).slice(0, MOST);
  const sources = there.map(({ id }) => ({ type: "document" as const, id }));
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-line border-b bg-accent-soft px-4 py-1.5 lg:px-5">
      <IconButton label={words.end} onClick={onEnd}>
        <X aria-hidden="true" />
      </IconButton>
      <span role="status" className="me-auto font-medium">
        {words.count(there.length)}
      </span>
      <Button size="sm" variant="ghost" onClick={() => onPick(new Set(offered.map(({ id }) => id)))}>
        {words.all}
      </Button>
      <Button size="sm" disabled={there.length === 0} onClick={() => setCollecting(true)}>
        <Layers aria-hidden="true" />
        {words.add}
      </Button>
      {isCollecting ? (
        <CollectDialog
          title={t.collection.addMany(there.length)}
          sources={sources}
          onClose={() => setCollecting(false)}
          onDone={onEnd}
        />
      ) : null}
    </div>
  );
}

/** The documents of the list, each to be picked or not. */
export function PickList({ documents, picked, onPick }: Picking & { documents: DocumentDto[] }) {
  const toggle = (id: string, isPicked: boolean) => {
    const next = new Set(picked);
    if (isPicked) next.add(id);
    else next.delete(id);
    onPick(next);
  };
  return (
    <List aria-label={words.list} className="divide-y-0">
      {documents.map(({ id, title, kind }) => (
        <li key={id} className="border-line border-b hover:bg-hover/50">
          <Checkbox
            className="min-h-14 cursor-pointer items-center px-4 py-2 lg:px-5"
            checked={picked.has(id)}
            onChange={(event) => toggle(id, event.target.checked)}
            label={
              <span className="flex min-w-0 items-center gap-3">
                <DocumentIcon kind={kind} className="shrink-0 text-muted" size={20} />
                <span className="break-words font-medium">{title}</span>
              </span>
            }
          />
        </li>
      ))}
    </List>
  );
}
