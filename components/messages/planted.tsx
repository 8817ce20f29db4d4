"use client";

import { ShieldAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import type { CitationDto } from "@/lib/messages/schema";
import { getRun } from "@/lib/runs/client";
import { t } from "@/lib/text/catalogue";

type PlantedProps = { runId: string; citations: CitationDto[] };

/** Names the cited sources that address assistants. What was written by the team itself, in conversations, is not asked about. */
export function Planted({ runId, citations }: PlantedProps) {
  const files = citations.filter(({ sourceType }) => sourceType !== "conversation");
  return files.length > 0 ? <Named runId={runId} cited={files.map(({ sourceId }) => sourceId)} /> : null;
}

function Named({ runId, cited }: { runId: string; cited: string[] }) {
  const { workspace } = useWorkspace();
  const [titles, setTitles] = useState<Map<string, string>>(new Map());
  useEffect(() => {
    let current = true;
    getRun(workspace.slug, runId)
      .then(({ receipt }) => {
        const found = (receipt?.instructions ?? []).map(({ sourceId, title }) => [sourceId, title] as const);
        if (current) setTitles(new Map(found));
      })
      .catch(() => undefined); // a warning about what was not done: the answer stands without it
    return () => {
      current = false;
    };
  }, [workspace.slug, runId]);
  const named = [...titles].filter(([sourceId]) => cited.includes(sourceId));
  return named.map(([sourceId, title]) => (
    <p key={sourceId} className="mt-2 flex items-start gap-2 text-muted text-sm">
      <ShieldAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>
        <span className="font-medium">{title}.</span> {t.library.facts.instructions}
      </span>
    </p>
  ));
}
