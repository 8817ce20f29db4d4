"use client";

import { MessageSquareQuote } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useRef } from "react";
import type { ChosenScope } from "@/components/conversations/scopes";
import { useStartChat } from "@/components/conversations/use-start-chat";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { usePane } from "@/components/shell/pane";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useOpenSource } from "@/components/viewers/use-open-source";
import type { SearchDto, SearchHitDto } from "@/lib/sources/schema";
import { t } from "@/lib/text/catalogue";
import { hitPath, hitSource } from "./hit-place";
import { HitRow } from "./hit-row";
import { keepSearch } from "./recent-searches";
import { SearchBox } from "./search-box";
import { SearchFilters } from "./search-filters";
import { ANYWHERE, isNarrowed, type SearchRequest } from "./search-request";
import { SearchSkeleton } from "./search-skeleton";
import { SearchStart } from "./search-start";
import { useSearch } from "./use-search";

type SearchViewProps = { request: SearchRequest; loaded: SearchDto | null };

/** The page of search: one box, what was found as one types, each thing opening beside the list. */
export function SearchView({ request: initial, loaded }: SearchViewProps) {
  const { workspace } = useWorkspace();
  const { request, found, state, change, more, again } = useSearch(initial, loaded);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const words = request.q.trim();
  const onKeyDown = useArrows(list, field);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the box and the results, wherever the focus is
    <div className="flex h-full min-h-0 flex-col" onKeyDown={onKeyDown}>
      <h1 className="sr-only">{t.search.title}</h1>
      <SearchBox
        field={field}
        value={request.q}
        looking={state === "looking"}
        onChange={(q) => change({ q })}
        onKeyDown={(event) => {
          if (event.key === "Escape" && request.q) {
            event.preventDefault();
            change({ q: "" });
          }
        }}
      />
      {words || isNarrowed(request) ? (
        <SearchFilters request={request} counts={found?.counts ?? null} onChange={change} />
      ) : null}
      {state === "failed" ? (
        <Banner
          role="alert"
          tone="danger"
          action={
            <Button size="sm" onClick={again}>
              {t.common.tryAgain}
            </Button>
          }
        >
          {t.search.failed}
        </Banner>
      ) : null}
      <div ref={list} className="min-h-0 flex-1 overflow-y-auto pb-16">
        <p role="status" className="sr-only">
          {found && state === "idle" ? t.search.found(found.items.length) : ""}
        </p>
        {words === "" ? <SearchStart workspace={workspace.slug} onSearch={(q) => change({ q })} /> : null}
        {words && !found && state === "looking" ? <SearchSkeleton /> : null}
        {words && found ? (
          <Found words={words} request={request} found={found} onChange={change} onMore={() => void more()} />
        ) : null}
      </div>
    </div>
  );
}

type FoundProps = {
  words: string;
  request: SearchRequest;
  found: SearchDto;
  onChange: (change: Partial<SearchRequest>) => void;
  onMore: () => void;
};

function Found({ words, request, found, onChange, onMore }: FoundProps) {
  const { workspace } = useWorkspace();
  const openSource = useOpenSource();
  const shown = usePane()?.key;
  const open = (hit: SearchHitDto) => {
    keepSearch(workspace.slug, words);
    openSource(hitSource(hit), { key: keyOf(hit) });
  };
  return (
    <>
      <AskInstead words={words} place={found.filters.place} />
      {found.items.length === 0 ? <Nothing request={request} onChange={onChange} /> : null}
      <ul aria-label={t.search.results}>
        {found.items.map((hit) => (
          <HitRow
            key={hit.id}
            hit={hit}
            active={shown === keyOf(hit)}
            href={hitPath(workspace.slug, hit)}
            onOpen={() => open(hit)}
          />
        ))}
      </ul>
      {found.nextCursor ? (
        <div className="flex justify-center p-4">
          <Button onClick={onMore}>{t.search.more}</Button>
        </div>
      ) : null}
    </>
  );
}

function keyOf({ type, id }: SearchHitDto): string {
  return `hit:${type}:${id}`;
}

/** The same words as a question: whoever looks for an answer is one press away from it. */
function AskInstead({ words, place }: { words: string; place: SearchDto["filters"]["place"] }) {
  const { me } = useWorkspace();
  const { start } = useStartChat();
  if (me.role === "guest") return null;
  return (
    <button
      type="button"
      data-hit="ask"
      data-focus-inside
      onClick={() => void start(words, place ? scopeOf(place) : undefined)}
      className="flex w-full items-center gap-3 border-line border-b px-4 py-3 text-start hover:bg-hover/60 lg:px-5"
    >
      <MessageSquareQuote aria-hidden="true" className="size-4 shrink-0 text-accent" />
      <span className="min-w-0 flex-1 truncate font-medium">{t.search.ask(words)}</span>
      <span className="shrink-0 text-muted text-sm max-sm:hidden">{t.search.askHint}</span>
    </button>
  );
}

/** A question about what was found looks where the search looked. */
function scopeOf({ kind, id, name }: NonNullable<SearchDto["filters"]["place"]>): ChosenScope {
  if (kind === "collection") return { title: name, scope: { collectionId: id } };
  return { title: name, scope: kind === "folder" ? { folderId: id } : { documentId: id } };
}

function Nothing({ request, onChange }: Pick<FoundProps, "request" | "onChange">) {
  const narrowed = isNarrowed(request);
  const widen = () => onChange({ type: null, from: null, since: null, ...ANYWHERE });
  return (
    <EmptyState
      title={t.search.emptyTitle}
      className="mt-10"
      action={narrowed ? <Button onClick={widen}>{t.search.widen}</Button> : null}
    >
      {narrowed ? t.search.emptyNarrow : t.search.empty}
    </EmptyState>
  );
}

/** Down from the box into the results and on, up again into the box. The focus itself moves, so Enter is the button's own. */
function useArrows(
  list: React.RefObject<HTMLElement | null>,
  field: React.RefObject<HTMLInputElement | null>,
) {
  const router = useRouter();
  return (event: KeyboardEvent) => {
    const stops = [...(list.current?.querySelectorAll<HTMLElement>("[data-hit]") ?? [])];
    const focused = document.activeElement;
    const at = focused instanceof HTMLElement ? stops.indexOf(focused) : -1;
    const inBox = focused === field.current;
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && at >= 0) {
      const link = stops[at]?.parentElement?.querySelector("a")?.getAttribute("href");
      if (link) router.push(link);
      return;
    }
    if (at < 0 && !inBox) return;
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const next = event.key === "ArrowDown" ? stops[at + 1] : at > 0 ? stops[at - 1] : field.current;
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
}
