"use client";

import { useSyncExternalStore } from "react";
import { clockTime, exactTime, momentTime, relativeTime, type TimeStyle, untilTime } from "@/lib/text/times";
import { cn } from "./cn";

type TimeProps = {
  /** ISO 8601. */
  at: string;
  /** `relative` under a day ("5 min"), the `clock` ("10:41") where a divider names the day, the `moment` ("Sun, 10:41"), or `until` when it will be ("Mar 12, 10:41"). */
  show?: "relative" | "clock" | "moment" | "until";
  className?: string;
};

/**
 * The server knows neither the reader's zone nor when the page is looked at: it writes the moment in UTC, invisibly, at
 * its width, and the browser writes the reader's own in its place.
 */
const SERVER_STYLE: TimeStyle = { locale: "en-GB", timeZone: "UTC" };

export function Time({ at, show = "relative", className }: TimeProps) {
  const minute = useSyncExternalStore(subscribeToMinutes, currentMinute, () => null);
  const moment = new Date(at);
  const onServer = minute === null;
  const style = onServer ? SERVER_STYLE : {};
  const text = show === "clock" || onServer ? clockTime(moment, style) : WRITTEN[show](moment, new Date());
  return (
    <time
      dateTime={at}
      title={exactTime(moment, style)}
      className={cn("whitespace-nowrap tabular-nums", onServer && "opacity-0", className)}
    >
      {text}
    </time>
  );
}

const WRITTEN = { relative: relativeTime, moment: momentTime, until: untilTime };

const MINUTE_MS = 60_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** One timer for every time on the page. */
function subscribeToMinutes(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const one of listeners) one();
  }, MINUTE_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function currentMinute(): number {
  return Math.floor(Date.now() / MINUTE_MS);
}
