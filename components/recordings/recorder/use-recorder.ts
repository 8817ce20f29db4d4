"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { recorderOf } from "./recorder";
import type { RecorderState } from "./recorder-state";

/** The recorder of the workspace that one is in. */
export function useRecorder() {
  return recorderOf(useWorkspace().workspace.slug);
}

export function useRecorderState<T>(select: (state: RecorderState) => T): T {
  return useStore(useRecorder().state, select);
}

/** Looks again so often, in milliseconds, while `runs`. */
export function useTick(everyMs: number, runs: boolean): void {
  const [, look] = useState(0);
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => look((before) => before + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, runs]);
}

/** M marks the second, wherever nothing is typed. */
export function useMarkKey(onMark: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key.toLowerCase() !== "m") return;
    if (event.target instanceof HTMLElement && event.target.closest(TYPED_IN)) return;
    event.preventDefault();
    onMark();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

const TYPED_IN = "input, textarea, select, [contenteditable], [role=menu], [role=dialog]";
