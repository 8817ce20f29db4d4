import type { Metadata } from "next";
import { JobsCard } from "@/components/jobs/jobs-card";
import { JobsLive } from "@/components/jobs/jobs-live";
import { loadJobs } from "@/lib/jobs/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.jobs.title };

export default async function JobsPage({ params, searchParams }: PageProps<"/w/[workspace]/admin/jobs">) {
  const { workspace: slug } = await params;
  const query = await searchParams;
  const { items, nextCursor, dead, filters, adminId } = await loadJobs(slug, query);
  return (
    <>
      <JobsLive adminId={adminId} />
      <JobsCard
        slug={slug}
        items={items}
        nextCursor={nextCursor}
        dead={dead}
        filters={filters}
        isFirstPage={typeof query.before !== "string"}
      />
    </>
  );
}
