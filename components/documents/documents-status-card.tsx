"use client";

import { RotateCw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { documentPath } from "@/components/shell/paths";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { List, ListRow } from "@/components/ui/list";
import { Time } from "@/components/ui/time";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { fetchDocuments, retryDocument } from "@/lib/documents/client";
import { canGoOn } from "@/lib/documents/rules";
import type { DocumentDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { DocumentIcon } from "./document-icon";
import { DocumentStatus } from "./document-status";

const words = t.library.health.each;
const FILTERS = ["all", "ready", "processing", "queued", "failed"] as const;
type Filter = (typeof FILTERS)[number];
const PAGE = 100;

type DocumentsStatusCardProps = { slug: string; newest: DocumentDto[] };
type Shown = { items: DocumentDto[]; cursor: string | null };

/** Each document with how far it is: what it came to, or why it could not be read, and the way to try again. */
export function DocumentsStatusCard({ slug, newest }: DocumentsStatusCardProps) {
  const [filter, setFilter] = useState<Filter>("all");
  const [shown, setShown] = useState<Shown>({ items: newest, cursor: cursorOf(newest) });
  const [busy, setBusy] = useState(false);
  const load = async (wanted: Filter, cursor: string | null) => {
    setBusy(true);
    try {
      const { items, nextCursor } = await fetchDocuments(
        { workspace: slug },
        { ...(wanted === "all" ? {} : { status: wanted }), ...(cursor ? { cursor } : {}) },
      );
      setShown((before) => ({ items: cursor ? [...before.items, ...items] : items, cursor: nextCursor }));
      setFilter(wanted);
    } catch (error) {
      tellFailure(error);
    }
    setBusy(false);
  };
  const retry = async ({ id }: DocumentDto) => {
    try {
      const again = await retryDocument({ workspace: slug, documentId: id });
      setShown(({ items, cursor }) => ({ cursor, items: items.map((one) => (one.id === id ? again : one)) }));
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <SettingsCard title={words.title} detail={words.detail}>
      <SettingsBody className="flex flex-wrap gap-2">
        {FILTERS.map((one) => (
          <Chip
            key={one}
            tone="ink"
            pressed={one === filter}
            disabled={busy}
            onClick={() => void load(one, null)}
          >
            {words.filters[one]}
          </Chip>
        ))}
      </SettingsBody>
      {shown.items.length === 0 ? (
        <SettingsBody className="text-muted">{words.none}</SettingsBody>
      ) : (
        <List className="border-line border-t" aria-busy={busy}>
          {shown.items.map((document) => (
            <Row key={document.id} slug={slug} document={document} onRetry={() => void retry(document)} />
          ))}
        </List>
      )}
      {shown.cursor ? (
        <SettingsBody className="border-line border-t pt-4">
          <Button busy={busy} onClick={() => void load(filter, shown.cursor)}>
            {words.more}
          </Button>
        </SettingsBody>
      ) : null}
    </SettingsCard>
  );
}

type RowProps = { slug: string; document: DocumentDto; onRetry: () => void };

function Row({ slug, document, onRetry }: RowProps) {
  const { id, title, kind, status, stage, progress, passages, version, updatedAt } = document;
  const found = stage === "indexed" && progress < 100 ? t.library.stages.embedding(progress) : null;
  return (
    <ListRow
      lead={<DocumentIcon kind={kind} className="mt-0.5 shrink-0 text-muted" size={20} />}
      title={
        <Link href={documentPath(slug, id)} className="break-words hover:underline">
          {title}
        </Link>
      }
      detail={
        status === "ready" ? (
          <span className="text-sm">
            {[
              words.passages(passages),
              version > 1 ? words.version(version) : null,
              stage === "embedded" ? t.library.stages.embedded : found,
            ]
              .filter((part) => part !== null)
              .join(" · ")}
          </span>
        ) : (
          <DocumentStatus document={document} />
        )
      }
      trail={
        canGoOn(document) ? (
          <Button size="sm" onClick={onRetry} aria-label={words.retryOf(title)}>
            <RotateCw aria-hidden="true" /> {words.retry}
          </Button>
        ) : (
          <Time at={updatedAt} />
        )
      }
    />
  );
}

function cursorOf(page: DocumentDto[]): string | null {
  return page.length < PAGE ? null : (page.at(-1)?.id ?? null);
}
