import Link from "next/link";
import { Button } from "@/components/ui/button";
import { SettingsBody } from "@/components/workspaces/settings-card";
import type { JobFilters } from "@/lib/jobs/schema";
import { t } from "@/lib/text/catalogue";
import { toQuery } from "./jobs-filter";

type OlderJobsProps = { path: string; filters: JobFilters; nextCursor: string | null; isFirstPage: boolean };

/** The way to older jobs and back. */
export function OlderJobs({ path, filters, nextCursor, isFirstPage }: OlderJobsProps) {
  if (!nextCursor && isFirstPage) return null;
  return (
    <SettingsBody className="flex gap-2 border-line border-t pt-4">
      {isFirstPage ? null : (
        <Button asChild>
          <Link href={`${path}${toQuery(filters)}`}>{t.jobs.newest}</Link>
        </Button>
      )}
      {nextCursor ? (
        <Button asChild>
          <Link href={`${path}${toQuery({ ...filters, before: nextCursor })}`}>{t.jobs.older}</Link>
        </Button>
      ) : null}
    </SettingsBody>
  );
}
