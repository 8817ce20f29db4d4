"use client";

import { RotateCcw, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { call } from "@/lib/core/call";
import { canCancel, canRetry } from "@/lib/jobs/rules";
import {
  cancelAnyJobRoute,
  cancelJobRoute,
  type JobDto,
  retryAnyJobRoute,
  retryJobRoute,
} from "@/lib/jobs/schema";
import { t } from "@/lib/text/catalogue";

/** The admin's own workspace, or any one that an operator looks into. */
type Place = { slug: string } | { workspaceId: string };
type JobActionsProps = { place: Place; job: JobDto; title: string };

/** Run again, or cancel: whichever makes sense. */
export function JobActions({ place, job, title }: JobActionsProps) {
  const text = t.jobs;
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function act(work: () => Promise<JobDto>, message: string) {
    setBusy(true);
    try {
      await work();
      toast({ message });
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
      router.refresh();
    }
  }

  if (canRetry(job))
    return (
      <Button
        size="sm"
        busy={busy}
        aria-label={text.retryLabel(title)}
        onClick={() => act(() => retry(place, job.id), text.retried)}
      >
        {busy ? null : <RotateCcw aria-hidden="true" />}
        {text.retry}
      </Button>
    );
  if (canCancel(job))
    return (
      <Button
        size="sm"
        busy={busy}
        aria-label={text.cancelLabel(title)}
        onClick={() => act(() => cancel(place, job.id), text.cancelled)}
      >
        {busy ? null : <X aria-hidden="true" />}
        {text.cancel}
      </Button>
    );
  return null;
}

function retry(place: Place, jobId: string): Promise<JobDto> {
  if ("slug" in place) return call(retryJobRoute, { params: { workspace: place.slug, jobId } });
  return call(retryAnyJobRoute, { params: { workspaceId: place.workspaceId, jobId } });
}

function cancel(place: Place, jobId: string): Promise<JobDto> {
  if ("slug" in place) return call(cancelJobRoute, { params: { workspace: place.slug, jobId } });
  return call(cancelAnyJobRoute, { params: { workspaceId: place.workspaceId, jobId } });
}
