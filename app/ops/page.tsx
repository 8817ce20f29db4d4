import type { Metadata } from "next";
import { AllJobs } from "@/components/jobs/all-jobs";
import { loadAllJobs } from "@/lib/jobs/everywhere/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.jobs.everywhere.title };

export default async function OpsPage({ searchParams }: PageProps<"/ops">) {
  const query = await searchParams;
  const { items, nextCursor, filters } = await loadAllJobs(query);
  return (
    <AllJobs
      items={items}
      nextCursor={nextCursor}
      filters={filters}
      isFirstPage={typeof query.before !== "string"}
    />
  );
}
