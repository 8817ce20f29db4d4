import { SearchType } from "@/lib/sources/schema";

/** What is looked for, as it stands in the address of the page. */
export type SearchRequest = {
  q: string;
  type: SearchType | null;
  from: string | null;
  /** Where: a conversation, a collection or a folder; at most one of them. */
  in: string | null;
  collection: string | null;
  folder: string | null;
  since: Since | null;
  sort: "relevance" | "newest";
};

export type Since = "day" | "week" | "month" | "year";

const DAYS: Record<Since, number> = { day: 1, week: 7, month: 31, year: 366 };

export function readRequest(params: URLSearchParams): SearchRequest {
  const type = SearchType.safeParse(params.get("types"));
  const since = params.get("since");
  return {
    q: params.get("q") ?? "",
    type: type.success ? type.data : null,
    from: params.get("from"),
    in: params.get("in"),
    collection: params.get("collection"),
    folder: params.get("folder"),
    since: since !== null && isSince(since) ? since : null,
    sort: params.get("sort") === "newest" ? "newest" : "relevance",
  };
}

/** The address's part after the question mark: only what is not as usual. */
export function writeRequest(request: SearchRequest): string {
  const { q, type, from, since, sort } = request;
  const params = new URLSearchParams();
  if (q.trim()) params.set("q", q);
  if (type) params.set("types", type);
  if (from) params.set("from", from);
  for (const [name, id] of Object.entries(placeOf(request))) params.set(name, id);
  if (since) params.set("since", since);
  if (sort === "newest") params.set("sort", sort);
  return params.toString();
}

/** As the API is asked. `today` decides what "this week" means. */
export function toQuery(request: SearchRequest, today: Date) {
  const { q, type, from, since, sort } = request;
  const after = since && new Date(today.getTime() - DAYS[since] * 86_400_000).toISOString().slice(0, 10);
  return {
    q,
    sort,
    ...(type ? { types: type } : {}),
    ...(from ? { from } : {}),
    ...placeOf(request),
    ...(after ? { after } : {}),
  };
}

/** Something else than words narrows it down. */
export function isNarrowed({ type, from, in: place, collection, folder, since }: SearchRequest): boolean {
  return Boolean(type ?? from ?? place ?? collection ?? folder ?? since);
}

type Place = { in: string } | { collection: string } | { folder: string };

/** Where it looks, as the API and the address name it. */
function placeOf({ in: conversation, collection, folder }: SearchRequest): Place | Record<string, never> {
  if (conversation) return { in: conversation };
  if (collection) return { collection };
  return folder ? { folder } : {};
}

export const ANYWHERE = { in: null, collection: null, folder: null };

function isSince(value: string): value is Since {
  return value in DAYS;
}
