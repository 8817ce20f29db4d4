"use client";

import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { listHeld } from "./held";
import { type Capture, listCaptures } from "./kept-captures";
import { useRecorderState } from "./use-recorder";

const LOOK_MS = 2_000;

/** The captures of this browser that no page holds: theirs went away while it recorded, or before all was sent. */
export function useLeftCaptures(): Capture[] {
  const { workspace } = useWorkspace();
  const [left, setLeft] = useState<Capture[]>([]);
  const { sending, hidden } = useRecorderState((state) => state);
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      const kept = await listCaptures(workspace.slug);
      const held = await listHeld(kept.map(({ id }) => id));
      if (!isGone)
        setLeft((before) =>
          sameOr(
            before,
            kept.filter(({ id }) => !held.has(id)),
          ),
        );
    };
    void look();
    // A page that died holds its own for another moment; another window may end one that is shown here.
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [workspace.slug]);
  return left.filter(({ id }) => sending[id] === undefined && !hidden.includes(id));
}

function sameOr(before: Capture[], next: Capture[]): Capture[] {
  return JSON.stringify(before) === JSON.stringify(next) ? before : next;
}
