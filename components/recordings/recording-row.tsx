"use client";

import { AudioLines } from "lucide-react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { recordingPath } from "@/components/shell/paths";
import { cn } from "@/components/ui/cn";
import { IntentLink } from "@/components/ui/intent-link";
import { Time } from "@/components/ui/time";
import { clockTime } from "@/lib/recordings/rules";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { RecordingMenu } from "./recording-menu";
import { stateOf } from "./recording-state";

/** One line: what it is, how it stands with it, who brought it, how long it is. */
export function RecordingRow({ recording }: { recording: RecordingDto }) {
  const { workspace } = useWorkspace();
  const { recordingId, title, kind, status, durationMs, createdBy, recordedAt } = recording;
  const facts = [t.recording.kinds[kind], createdBy?.name].filter(Boolean).join(" · ");
  return (
    <li
      data-recording={status}
      className="relative flex min-h-14 items-center gap-3 border-line border-b px-4 py-2 hover:bg-hover/50 lg:px-5"
    >
      <AudioLines aria-hidden="true" className="size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <IntentLink
          href={recordingPath(workspace.slug, recordingId)}
          className="block truncate font-medium after:absolute after:inset-0"
        >
          {title}
        </IntentLink>
        <p className={cn("text-sm", status === "failed" ? "text-danger" : "text-muted")}>
          {stateOf(recording)}
          <span className="sm:hidden"> · {facts}</span>
        </p>
      </div>
      <span className="w-36 shrink-0 truncate text-muted text-sm max-sm:hidden">{facts}</span>
      <span className="w-14 shrink-0 text-end text-muted text-sm tabular-nums">
        {durationMs === null ? "" : clockTime(durationMs)}
      </span>
      <Time at={recordedAt} className="w-16 shrink-0 text-end text-muted text-sm max-sm:hidden" />
      <span className="relative z-10">
        <RecordingMenu recording={recording} />
      </span>
    </li>
  );
}
