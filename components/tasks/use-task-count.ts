"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { useTopic } from "@/components/realtime/use-topic";
import { topics } from "@/lib/core/event";

/** How many open tasks are one's own, asked once the line is there, and when one is heard to change. */
export function useTaskCount(): number {
  const { workspace, me } = useWorkspace();
  const [count, setCount] = useState(0);
  const ask = async () => {
    const { fetchTaskCount } = await import("@/lib/tasks/client"); // no page waits for it
    setCount((await fetchTaskCount({ workspace: workspace.slug })).open);
  };
  const refresh = () => void ask().catch(() => undefined); // it is a hint
  useTopic(topics.member(me.memberId), {
    onEvent: (name) => name === "task.changed" && refresh(),
    onReady: refresh,
  });
  return count;
}
