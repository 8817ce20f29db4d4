import { Ban, CircleAlert, CircleCheck, CircleDashed, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import type { JobDto } from "@/lib/jobs/schema";
import { t } from "@/lib/text/catalogue";

/** A job in plain words; an unknown one by its own name. */
export function jobTitle({ function: id }: Pick<JobDto, "function">): string {
  return t.jobs.names[id]?.title ?? id;
}

const ICONS: Record<JobDto["status"], { Icon: LucideIcon; className: string }> = {
  running: { Icon: CircleDashed, className: "text-accent" },
  completed: { Icon: CircleCheck, className: "text-ok" },
  failed: { Icon: CircleAlert, className: "text-danger" },
  cancelled: { Icon: Ban, className: "text-muted" },
};

type JobRowProps = {
  job: JobDto;
  /** Whose job it is, where jobs of several workspaces stand beside each other. */
  where?: string;
  actions?: ReactNode;
};

/** One run of a job: what it is for, how it is, and why it failed. */
export function JobRow({ job, where, actions }: JobRowProps) {
  const { Icon, className } = ICONS[job.status];
  const isSettled = job.retriedAt !== null || job.status === "completed";
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3 leading-[1.4] lg:px-5">
      <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", className)} />
      <div className="min-w-0 flex-1 basis-56">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{jobTitle(job)}</span>
          <Badge tone={job.status === "failed" && !isSettled ? "danger" : "outline"}>{statusOf(job)}</Badge>
          {job.queue === "default" ? null : <Badge tone="neutral">{t.jobs.queue[job.queue]}</Badge>}
          {where ? <Badge tone="neutral">{where}</Badge> : null}
        </div>
        <p className="text-muted">{t.jobs.names[job.function]?.detail ?? job.eventName}</p>
        {job.error ? (
          <p className={cn("break-words", isSettled ? "text-muted" : "text-danger")}>{job.error}</p>
        ) : null}
        <Facts job={job} />
      </div>
      {actions ? <div className="ms-7 shrink-0 sm:ms-0">{actions}</div> : null}
    </li>
  );
}

function Facts({ job }: { job: JobDto }) {
  const text = t.jobs;
  return (
    <p className="flex flex-wrap gap-x-1.5 text-muted text-sm">
      <Time at={job.endedAt ?? job.startedAt} />
      <Dot />
      <span className="tabular-nums">{text.attempts(job.attempts)}</span>
      {job.step && job.status !== "completed" ? (
        <>
          <Dot />
          <span>{text.step(job.step)}</span>
        </>
      ) : null}
    </p>
  );
}

function Dot() {
  return <span aria-hidden="true">·</span>;
}

function statusOf(job: JobDto): string {
  if (job.retriedAt) return t.jobs.ranAgain;
  if (job.status !== "running") return t.jobs.status[job.status];
  if (job.cancelledAt) return t.jobs.cancelling;
  return job.error ? t.jobs.retrying : t.jobs.status.running;
}
