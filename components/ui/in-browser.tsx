"use client";

import { type ReactNode, useDeferredValue, useSyncExternalStore } from "react";

type InBrowserProps = { children: ReactNode; fallback: ReactNode };

/**
 * What is drawn from the stores of the browser. The server shares its process among everybody and has none of them, so it would call a room
 * empty that is not: it draws the fallback, and so does the browser until the page answers a hand. Then the room is drawn in between of
 * whatever else the page has to do (deferred), so that it holds nobody up.
 */
export function InBrowser({ children, fallback }: InBrowserProps) {
  const isHere = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return useDeferredValue(isHere) ? children : fallback;
}

function neverChanges(): () => void {
  return () => undefined;
}
