"use client";

import { createContext, useContext } from "react";
import type { StartKind } from "@/components/shell/shell-data";

/** What the frame starts when a page asks for it: dialogs belong to the frame, buttons are anywhere. */
export const StartContext = createContext<(kind: StartKind) => void>(() => undefined);

export function useStarts(): (kind: StartKind) => void {
  return useContext(StartContext);
}
