"use client";

import type { ReactNode } from "react";
import { conversationTitle } from "@/components/conversations/conversation-name";
import { useSidebar, useWorkspace } from "@/components/conversations/workspace-context";
import { Chip } from "@/components/ui/chip";
import { Select } from "@/components/ui/select";
import type { SearchDto, SearchType } from "@/lib/sources/schema";
import { t } from "@/lib/text/catalogue";
import type { SearchRequest, Since } from "./search-request";

type SearchFiltersProps = {
  request: SearchRequest;
  counts: SearchDto["counts"] | null;
  onChange: (change: Partial<SearchRequest>) => void;
};

const TYPES: SearchType[] = ["message", "document", "recording"];
const TIMES: Since[] = ["day", "week", "month", "year"];
const words = t.search;

/** What kind, from whom, where, since when. The kinds say how many there are. */
export function SearchFilters({ request, counts, onChange }: SearchFiltersProps) {
  const { people } = useWorkspace();
  const conversations = Object.values(useSidebar((state) => state.conversations));
  const total = counts ? counts.message + counts.document + counts.recording : null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-4 py-2.5 lg:px-5">
      <fieldset className="flex gap-2 overflow-x-auto">
        <legend className="sr-only">{words.kinds}</legend>
        <Chip tone="ink" pressed={request.type === null} onClick={() => onChange({ type: null })}>
          {words.all} <HowMany value={total} />
        </Chip>
        {TYPES.map((type) => (
          <Chip
            key={type}
            tone="ink"
            pressed={request.type === type}
            onClick={() => onChange({ type: request.type === type ? null : type })}
          >
            {words.types[type]} <HowMany value={counts?.[type] ?? null} />
          </Chip>
        ))}
      </fieldset>
      <span className="flex-1 max-lg:hidden" />
      <div className="flex gap-2 max-md:w-full max-md:overflow-x-auto">
        <Choice label={words.from} value={request.from} onChange={(from) => onChange({ from })}>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
        <Choice label={words.in} value={request.in} onChange={(place) => onChange({ in: place })}>
          {conversations.map((one) => (
            <option key={one.id} value={one.id}>
              {conversationTitle(one)}
            </option>
          ))}
        </Choice>
        <Choice
          label={words.since}
          value={request.since}
          onChange={(value) => onChange({ since: TIMES.find((one) => one === value) ?? null })}
        >
          {TIMES.map((one) => (
            <option key={one} value={one}>
              {words.times[one]}
            </option>
          ))}
        </Choice>
      </div>
    </div>
  );
}

function HowMany({ value }: { value: number | null }) {
  if (value === null) return null;
  return <span className="opacity-75">{value >= 1000 ? words.thousand : value}</span>;
}

type ChoiceProps = {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  children: ReactNode;
};

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <Select
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || null)}
      className="h-8 w-auto max-w-36 border-line ps-3 text-sm"
    >
      <option value="">{label}</option>
      {children}
    </Select>
  );
}
