import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { type JobFilters, JobQueue, JobStatus } from "@/lib/jobs/schema";
import { t } from "@/lib/text/catalogue";

type JobsFilterProps = { path: string; filters: JobFilters };

/** What to look at, as addresses: they can be kept and sent, and work before any script. */
export function JobsFilter({ path, filters }: JobsFilterProps) {
  const { status, queue } = t.jobs;
  const links = (wanted: JobFilters) => `${path}${toQuery({ ...filters, ...wanted })}`;
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-2">
      <Choices
        label={status.label}
        choices={[undefined, ...JobStatus.options].map((one) => ({
          label: status[one ?? "all"],
          href: links({ status: one }),
          isChosen: filters.status === one,
        }))}
      />
      <Choices
        label={queue.label}
        choices={[undefined, ...JobQueue.options].map((one) => ({
          label: queue[one ?? "all"],
          href: links({ queue: one }),
          isChosen: filters.queue === one,
        }))}
      />
    </div>
  );
}

/** The query of an address, with its question mark; nothing when nothing is asked for. */
export function toQuery(wanted: JobFilters & { before?: string | undefined }): string {
  const set = Object.entries(wanted).flatMap(([key, value]) => (value ? [[key, value]] : []));
  return set.length > 0 ? `?${new URLSearchParams(set)}` : "";
}

type Choice = { label: string; href: string; isChosen: boolean };

function Choices({ label, choices }: { label: string; choices: Choice[] }) {
  return (
    <nav
      aria-label={label}
      className="flex max-w-full gap-px overflow-x-auto rounded-md border border-line p-px"
    >
      {choices.map((choice) => (
        <Link
          key={choice.href}
          href={choice.href}
          scroll={false}
          aria-current={choice.isChosen ? "true" : undefined}
          data-focus-inside
          className={cn(
            "flex h-7 shrink-0 items-center rounded-sm px-2.5 font-medium text-muted text-sm transition-colors pointer-coarse:h-11",
            choice.isChosen ? "bg-accent-soft text-ink" : "hover:text-ink",
          )}
        >
          {choice.label}
        </Link>
      ))}
    </nav>
  );
}
