import type { Metadata } from "next";
import { readRequest, toQuery } from "@/components/search/search-request";
import { SearchView } from "@/components/search/search-view";
import { loadSearch } from "@/lib/sources/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.search.title };

type PageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SearchPage({ params, searchParams }: PageProps) {
  const given = Object.entries(await searchParams).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const request = readRequest(new URLSearchParams(given));
  const loaded = await loadSearch((await params).workspace, toQuery(request, new Date()));
  return <SearchView key={request.q} request={request} loaded={loaded} />;
}
