"use client";

import { useRef, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { useTopic } from "@/components/realtime/use-topic";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { topics } from "@/lib/core/event";
import type { RecordingDto } from "@/lib/recordings/schema";
import { dismissSuggestion, fetchSuggestions, restoreSuggestion } from "@/lib/tasks/suggestions/client";
import type { SuggestionDto } from "@/lib/tasks/suggestions/schema";
import { t } from "@/lib/text/catalogue";

const words = t.task.suggested;
/** What says that one of them may be something else now. */
const TOLD = ["task.changed", "recording.suggestions_changed"];

export type Suggestions = ReturnType<typeof useSuggestions>;

/** What became of the action items of a recording, live. `reload` fetches it anew: the report has other lines. */
export function useSuggestions(
  {
    recordingId,
    conversationId,
    recordedAt,
  }: Pick<RecordingDto, "recordingId" | "conversationId" | "recordedAt">,
  loaded: SuggestionDto[],
) {
  const { workspace, me } = useWorkspace();
  const [items, setItems] = useState(loaded);
  const asked = useRef(0);
  const place = { workspace: workspace.slug, recordingId };
  const askAgain = async () => {
    const turn = ++asked.current;
    const fresh = await fetchSuggestions(place);
    if (turn === asked.current) setItems(fresh.items); // a later word of a change is asked for already
  };
  const reload = () => askAgain().catch(() => undefined); // the next word of a change asks again
  const onEvent = (name: string) => void (TOLD.includes(name) && reload());
  useTopic(me.role === "guest" ? null : topics.workspace(workspace.id), { onEvent });
  useTopic(conversationId === null ? null : topics.conversation(conversationId), { onEvent });
  useTopic(topics.member(me.memberId), { onEvent });

  const restore = async (lineId: string) => {
    await restoreSuggestion({ ...place, lineId });
    await reload();
  };
  const dismiss = async (lineId: string) => {
    await dismissSuggestion({ ...place, lineId });
    await reload();
    const onSelect = () => void restore(lineId).catch(tellFailure);
    toast({ message: words.wasDismissed, action: { label: t.common.undo, onSelect } });
  };
  return {
    of: (lineId: string) => items.find((one) => one.lineId === lineId) ?? null,
    saidAt: recordedAt,
    reload,
    dismiss,
    restore,
  };
}
