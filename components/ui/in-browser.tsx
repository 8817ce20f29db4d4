"use client";

import { type ReactNode, useSyncExternalStore } from "react";

type InBrowserProps = { children: ReactNode; fallback: ReactNode };

/**
 * What is drawn from the stores of the browser. The server shares its process among everybody and has none of them, so it would call a room
 * empty that is not: it draws the fallback, and so does the browser until the page answers a hand.
 */
export function InBrowser({ children, fallback }: InBrowserProps) {
  const isHere = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return isHere ? children : fallback;
}

function neverChanges(): () => void {
  return () => undefined;
}
