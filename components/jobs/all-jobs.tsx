import { EmptyState } from "@/components/ui/empty-state";
import { List } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import type { JobFilters, OperatorJobDto } from "@/lib/jobs/schema";
import { t } from "@/lib/text/catalogue";
import { JobActions } from "./job-actions";
import { JobRow, jobTitle } from "./job-row";
import { JobsFilter } from "./jobs-filter";
import { OlderJobs } from "./older-jobs";

type AllJobsProps = {
  items: OperatorJobDto[];
  nextCursor: string | null;
  filters: JobFilters;
  isFirstPage: boolean;
};

const PATH = "/ops";

/** For who runs the installation: the jobs of every workspace, with what was really said when one failed. */
export function AllJobs({ items, nextCursor, filters, isFirstPage }: AllJobsProps) {
  const text = t.jobs;
  return (
    <main className="min-h-dvh">
      <PageHeader title={text.everywhere.header} />
      <div className="mx-auto w-full max-w-3xl px-4 pt-4 pb-16 lg:px-5">
        <SettingsCard title={text.everywhere.title} detail={text.everywhere.detail}>
          <SettingsBody>
            <JobsFilter path={PATH} filters={filters} />
          </SettingsBody>
          {items.length === 0 ? (
            <EmptyState title={text.nothing}>{text.nothingDetail}</EmptyState>
          ) : (
            <List className="border-line border-t">
              {items.map((job) => (
                <JobRow
                  key={job.id}
                  job={job}
                  where={job.workspace}
                  actions={
                    <JobActions
                      place={{ workspaceId: job.workspaceId }}
                      job={job}
                      title={`${jobTitle(job)}, ${job.workspace}`}
                    />
                  }
                />
              ))}
            </List>
          )}
          <OlderJobs path={PATH} filters={filters} nextCursor={nextCursor} isFirstPage={isFirstPage} />
        </SettingsCard>
      </div>
    </main>
  );
}
