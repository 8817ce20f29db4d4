"use client";

import { useEffectEvent } from "react";
import { readEvent } from "@/components/conversations/read-event";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { useTopic } from "@/components/realtime/use-topic";
import { topics } from "@/lib/core/event";
import { templateChanged } from "@/lib/recordings/templates/events";
import { workspaceChanged } from "@/lib/workspaces/events";
import { templatesOf } from "./templates-store";

type TemplatesLiveProps = {
  /** One came, changed or went, or the line is there again. */
  onChange?: () => void;
};

/** Keeps the templates true while something on the page depends on them: also which one is chosen unless somebody does. */
export function TemplatesLive({ onChange }: TemplatesLiveProps) {
  const { workspace, me } = useWorkspace();
  const changed = useEffectEvent(() => {
    void templatesOf(workspace.slug)
      .refresh()
      .then(() => onChange?.())
      .catch(() => undefined); // the next word of a change asks again
  });
  const onEvent = (name: string, payload: unknown) => {
    const heard = readEvent(templateChanged, name, payload) ?? readEvent(workspaceChanged, name, payload);
    if (heard) changed();
  };
  useTopic(me.role === "guest" ? null : topics.workspace(workspace.id), {
    onEvent,
    onReady: () => changed(),
  });
  return null;
}
