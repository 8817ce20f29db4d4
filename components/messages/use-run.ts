"use client";

import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { getRun } from "@/lib/runs/client";
import type { RunForViewer } from "@/lib/runs/schema";

/** What an answer's run tells this viewer; null until it is known, and where it cannot be asked: the answer stands without it. */
export function useRun(runId: string): RunForViewer | null {
  const { workspace } = useWorkspace();
  const [run, setRun] = useState<RunForViewer | null>(null);
  useEffect(() => {
    let current = true;
    askTogether(workspace.slug, runId)
      .then((found) => current && setRun(found))
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [workspace.slug, runId]);
  return run;
}

const underWay = new Map<string, Promise<RunForViewer>>();

/** The parts of one answer that want to know ask once. */
function askTogether(slug: string, runId: string): Promise<RunForViewer> {
  const asked = underWay.get(runId) ?? getRun(slug, runId).finally(() => underWay.delete(runId));
  underWay.set(runId, asked);
  return asked;
}
