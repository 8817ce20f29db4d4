"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Brings the first marked words of an element to the middle of its view, once for each `key`. */
export function useShownMark<E extends HTMLElement>(key: string | null): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    if (key !== null) element.current?.querySelector("[data-mark]")?.scrollIntoView({ block: "center" });
  }, [key]);
  return element;
}
