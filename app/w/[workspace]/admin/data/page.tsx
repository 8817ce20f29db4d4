import type { Metadata } from "next";
import { DestinationsCard } from "@/components/workspaces/destinations-card";
import { t } from "@/lib/text/catalogue";
import { loadDestinations } from "@/lib/workspaces/destinations/loaders";

export const metadata: Metadata = { title: t.destination.title };

export default async function DataPage({ params }: PageProps<"/w/[workspace]/admin/data">) {
  const { workspace: slug } = await params;
  return <DestinationsCard slug={slug} destinations={await loadDestinations(slug)} />;
}
