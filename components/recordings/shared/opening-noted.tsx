"use client";

import { useEffect } from "react";
import { noteOpening } from "@/lib/recordings/sharing/opening/client";

/** Counts an opening once the page stands before somebody: what only fetches the address, as previews do, does not count. */
export function OpeningNoted({ token }: { token: string }) {
  useEffect(() => void noteOpening(token).catch(() => undefined), [token]);
  return null;
}
