"use client";

import { useWorkspace } from "@/components/conversations/workspace-context";
import { Banner } from "@/components/ui/banner";
import type { HearingDto } from "@/lib/recordings/posts/schema";
import { canManageRecording } from "@/lib/recordings/rules";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { BusyButton } from "./busy-button";

const words = t.recording.post;

type HearingProps = {
  hearing: HearingDto | "unknown" | null;
  recording: Pick<RecordingDto, "kind" | "createdBy">;
  /** "#launch". */
  where: string;
  onGive: () => Promise<void>;
};

/** Whether everybody who reads a conversation may hear a recording: who may not, by name, and what can be done about it. */
export function Hearing({ hearing, recording: { kind, createdBy }, where, onGive }: HearingProps) {
  const { me } = useWorkspace();
  if (hearing === null || hearing === "unknown") {
    return (
      <p role="status" className="text-muted text-sm">
        {hearing === null ? words.looking : words.unknown}
      </p>
    );
  }
  const { missing, missingCount } = hearing;
  if (missingCount === 0) {
    return (
      <p role="status" className="text-muted text-sm">
        {words.everybody}
      </p>
    );
  }
  const names = missing.map(({ name }) => name);
  const gives = canManageRecording(me, { kind, createdById: createdBy?.memberId ?? null });
  return (
    <Banner role="status" shape="card" tone="mark">
      <p className="font-medium">{words.missing(names, missingCount)}</p>
      {gives ? (
        <>
          <p className="mt-1 mb-2 text-sm">{words.gives(where)}</p>
          <BusyButton size="sm" onPress={onGive}>
            {words.give(where)}
          </BusyButton>
        </>
      ) : (
        <p className="mt-1 text-sm">{words.askOwner(createdBy?.name ?? null)}</p>
      )}
    </Banner>
  );
}
