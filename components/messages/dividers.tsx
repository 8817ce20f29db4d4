"use client";

import { useSyncExternalStore } from "react";
import { t } from "@/lib/text/talk";

const DAY_MS = 86_400_000;

/** The reader's own day, as a key. */
export function dayOf(at: string): string {
  return new Date(at).toDateString();
}

export function DayDivider({ at }: { at: string }) {
  const inBrowser = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  return (
    <div className="flex items-center gap-4 px-5 pt-4 pb-1 max-md:px-4">
      <span className="h-px flex-1 bg-line" />
      <span className="text-muted text-sm">{inBrowser ? dayName(at) : "\u00a0"}</span>
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

function dayName(at: string): string {
  const now = Date.now();
  if (dayOf(at) === dayOf(new Date(now).toISOString())) return t.message.today;
  if (dayOf(at) === dayOf(new Date(now - DAY_MS).toISOString())) return t.message.yesterday;
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(undefined, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(new Date(at));
}

export function NewDivider() {
  return (
    <div className="flex items-center gap-3 px-5 pt-3 max-md:px-4">
      <span className="h-px flex-1 bg-danger/50" />
      <span className="font-medium text-danger text-sm">{t.message.newDivider}</span>
    </div>
  );
}
