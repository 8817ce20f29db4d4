"use client";

import { ShieldAlert } from "lucide-react";
import type { CitationDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/talk";
import { useRun } from "./use-run";

type PlantedProps = { runId: string; citations: CitationDto[] };

/** Names the cited sources that address assistants. What was written by the team itself, in conversations, is not asked about. */
export function Planted({ runId, citations }: PlantedProps) {
  const files = citations.filter(({ sourceType }) => sourceType !== "conversation");
  return files.length > 0 ? <Named runId={runId} cited={files.map(({ sourceId }) => sourceId)} /> : null;
}

function Named({ runId, cited }: { runId: string; cited: string[] }) {
  const found = useRun(runId)?.receipt?.instructions ?? [];
  const titles = new Map(found.map(({ sourceId, title }) => [sourceId, title]));
  const named = [...titles].filter(([sourceId]) => cited.includes(sourceId));
  return named.map(([sourceId, title]) => (
    <p key={sourceId} className="mt-2 flex items-start gap-2 text-muted text-sm">
      <ShieldAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>
        <span className="font-medium">{title}.</span> {t.citation.instructions}
      </span>
    </p>
  ));
}
