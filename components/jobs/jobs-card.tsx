import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { jobsPath } from "@/components/shell/paths";
import { Banner } from "@/components/ui/banner";
import { EmptyState } from "@/components/ui/empty-state";
import { List } from "@/components/ui/list";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import type { JobDto, JobFilters } from "@/lib/jobs/schema";
import { t } from "@/lib/text/catalogue";
import { JobActions } from "./job-actions";
import { JobRow, jobTitle } from "./job-row";
import { JobsFilter } from "./jobs-filter";
import { OlderJobs } from "./older-jobs";

type JobsCardProps = {
  slug: string;
  items: JobDto[];
  nextCursor: string | null;
  dead: number;
  filters: JobFilters;
  isFirstPage: boolean;
};

/** The jobs of a workspace: what failed first in sight, filters, the list. */
export function JobsCard({ slug, items, nextCursor, dead, filters, isFirstPage }: JobsCardProps) {
  const text = t.jobs;
  const path = jobsPath(slug);
  return (
    <SettingsCard title={text.title} detail={text.detail}>
      <SettingsBody className="grid gap-3">
        {dead > 0 && filters.status !== "failed" ? (
          <Banner tone="danger" shape="card" icon={<CircleAlert aria-hidden="true" />}>
            {text.dead(dead)}{" "}
            <Link href={`${path}?status=failed`} className="font-medium underline underline-offset-4">
              {text.showDead}
            </Link>
          </Banner>
        ) : null}
        <JobsFilter path={path} filters={filters} />
      </SettingsBody>
      {items.length === 0 ? (
        <NothingToShow filters={filters} />
      ) : (
        <List className="border-line border-t">
          {items.map((job) => (
            <JobRow
              key={job.id}
              job={job}
              actions={<JobActions place={{ slug }} job={job} title={jobTitle(job)} />}
            />
          ))}
        </List>
      )}
      <OlderJobs path={path} filters={filters} nextCursor={nextCursor} isFirstPage={isFirstPage} />
    </SettingsCard>
  );
}

function NothingToShow({ filters }: { filters: JobFilters }) {
  const text = t.jobs;
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <EmptyState title={isFiltered ? text.nothing : text.empty}>
      {isFiltered ? text.nothingDetail : text.emptyDetail}
    </EmptyState>
  );
}
