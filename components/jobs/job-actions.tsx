"use client";

import { RotateCcw, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast-store";
import { call } from "@/lib/core/call";
import { canCancel, canRetry } from "@/lib/jobs/rules";
import { cancelJobRoute, type JobDto, retryJobRoute } from "@/lib/jobs/schema";
import { t } from "@/lib/text/catalogue";

type JobActionsProps = { slug: string; job: JobDto; title: string };

/** Run again, or cancel: whichever makes sense. */
export function JobActions({ slug, job, title }: JobActionsProps) {
  const text = t.jobs;
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const params = { workspace: slug, jobId: job.id };

  async function act(route: typeof retryJobRoute | typeof cancelJobRoute, message: string) {
    setBusy(true);
    try {
      await call(route, { params });
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
        onClick={() => act(retryJobRoute, text.retried)}
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
        onClick={() => act(cancelJobRoute, text.cancelled)}
      >
        {busy ? null : <X aria-hidden="true" />}
        {text.cancel}
      </Button>
    );
  return null;
}
