"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";

/** Keys as written in `useShortcuts`: "mod+k" (Ctrl, or Command on a Mac), "?", "n". */
type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

/** Listens on the whole page. Keys without a modifier are left to whoever types in a field. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const modified = event.ctrlKey || event.metaKey;
      if (!modified && isTyping(event.target)) return;
      const action = latest.current[modified ? `mod+${event.key.toLowerCase()}` : event.key];
      if (!action) return;
      event.preventDefault();
      action(event);
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

const never = () => () => {};

/** "⌘" on Apple's keyboards, "Ctrl" elsewhere and before the browser is known. */
export function useModKey(): "⌘" | "Ctrl" {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );
}
