"use client";

import { useWorkspace } from "@/components/conversations/workspace-context";
import { Chip } from "@/components/ui/chip";
import type { SearchDto, SearchType } from "@/lib/sources/schema";
import { t } from "@/lib/text/catalogue";
import { Choice } from "./choice";
import { PlaceChoice } from "./place-choice";
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
        <PlaceChoice request={request} onChange={onChange} />
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
