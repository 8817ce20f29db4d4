"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { roomPath } from "@/components/shell/paths";
import { PageHeader } from "@/components/ui/page-header";
import { ViewerProblem } from "@/components/viewers/viewer-states";
import { canAddRecordings } from "@/lib/recordings/rules";
import { t } from "@/lib/text/catalogue";
import { LeftCaptures } from "./left-captures";
import { Live } from "./live";
import { Setup } from "./setup";
import { useRecorderState } from "./use-recorder";

/** Records in the browser. `conversationId`: whose readers may hear it, unless another choice is made. */
export function RecorderPage({ conversationId }: { conversationId: string | null }) {
  const { workspace, me } = useWorkspace();
  const isIdle = useRecorderState(({ phase }) => phase === "idle" || phase === "starting");
  const title = useRecorderState(({ captureId, sending }) => sending[captureId ?? ""]?.capture.about.title);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        lead={
          <Link
            href={roomPath(workspace.slug, "recordings")}
            aria-label={t.recording.title}
            className="touch-target -ms-1 text-muted hover:text-ink"
          >
            <ChevronLeft aria-hidden="true" className="size-5 rtl:rotate-180" />
          </Link>
        }
        title={t.recorder.title}
        detail={isIdle ? null : title}
      />
      {canAddRecordings(me) ? (
        <>
          {isIdle ? <LeftCaptures /> : null}
          {isIdle ? (
            <div className="min-h-0 flex-1 overflow-y-auto">
              <Setup conversationId={conversationId} />
            </div>
          ) : (
            <Live />
          )}
        </>
      ) : (
        <ViewerProblem>{t.recording.emptyGuest}</ViewerProblem>
      )}
    </div>
  );
}
