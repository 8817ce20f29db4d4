"use client";

import type { z } from "zod";
import { readEvent } from "@/components/conversations/read-event";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { useTopic } from "@/components/realtime/use-topic";
import { topics } from "@/lib/core/event";
import { recordingProgressed } from "@/lib/recordings/events";
import type { RecordingDto } from "@/lib/recordings/schema";

type RecordingsHeardProps = {
  recordings: Pick<RecordingDto, "conversationId">[];
  onEvent: (event: RecordingEvent) => void;
  /** The line is there (again): what was missed is to be fetched. */
  onReady: () => void;
};

export type RecordingEvent = z.output<typeof recordingProgressed.schema>;

/** More conversations than this are looked at when one comes back, not listened to. */
const MOST_TOPICS = 40;

/** Hears of recordings: for everybody, for oneself, and for the conversations that have some here. */
export function RecordingsHeard({ recordings, onEvent, onReady }: RecordingsHeardProps) {
  const { workspace, me } = useWorkspace();
  const conversations = [...new Set(recordings.flatMap(({ conversationId }) => conversationId ?? []))];
  return (
    <>
      <Heard topic={topics.member(me.memberId)} onEvent={onEvent} onReady={onReady} />
      {me.role === "guest" ? null : (
        <Heard topic={topics.workspace(workspace.id)} onEvent={onEvent} onReady={() => undefined} />
      )}
      {conversations.slice(0, MOST_TOPICS).map((id) => (
        <Heard key={id} topic={topics.conversation(id)} onEvent={onEvent} onReady={() => undefined} />
      ))}
    </>
  );
}

type HeardProps = Omit<RecordingsHeardProps, "recordings"> & { topic: string };

function Heard({ topic, onEvent, onReady }: HeardProps) {
  useTopic(topic, {
    onEvent(name, payload) {
      const progressed = readEvent(recordingProgressed, name, payload);
      if (progressed) onEvent(progressed);
    },
    onReady,
  });
  return null;
}
