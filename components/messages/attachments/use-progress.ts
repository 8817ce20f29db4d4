"use client";

import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import type { Attached } from "./attached";
import { attachingOf, type Progress } from "./attaching";

/** How far a file is; null where it went along already. */
export function useProgress(id: string): Progress | null {
  const { workspace } = useWorkspace();
  return useStore(attachingOf(workspace.slug).state, (all) => all[id]) ?? null;
}

/** Whether one of them cannot go along as it is. */
export function useIsAnyFailed(attached: Attached[]): boolean {
  const { workspace } = useWorkspace();
  return useStore(attachingOf(workspace.slug).state, (all) =>
    attached.some(({ id }) => all[id]?.state === "failed"),
  );
}
