import { DAY, HOUR, MINUTE } from "@/lib/core/clock";

/** How a time is written. `locale` undefined is the reader's own, as is `timeZone`. */
export type TimeStyle = { locale?: string | undefined; timeZone?: string | undefined };

/**
 * Short and relative: "now", "5 min", "3 hr" under a day, then "Tue" under a week, then "Mar 12", with the year when it is another one.
 * A time in the future (a clock that is off) is "now".
 */
export function relativeTime(at: Date, now: Date, style: TimeStyle = {}): string {
  const age = now.getTime() - at.getTime();
  if (age < MINUTE) return unitless(style);
  if (age < HOUR) return inUnits(Math.floor(age / MINUTE), "minute", style);
  if (age < DAY) return inUnits(Math.floor(age / HOUR), "hour", style);
  if (age < 6 * DAY) return format(at, { weekday: "short" }, style);
  const sameYear = yearOf(at, style) === yearOf(now, style);
  return format(at, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) }, style);
}

/** The time of day: "10:41". */
export function clockTime(at: Date, style: TimeStyle = {}): string {
  return format(at, { hour: "numeric", minute: "2-digit" }, style);
}

/** The time of day, with its day where that is not today: "10:41", "Sun, 10:41", "Mar 12, 10:41". */
export function momentTime(at: Date, now: Date, style: TimeStyle = {}): string {
  const clock = { hour: "numeric", minute: "2-digit" } as const;
  if (dayNumber(at, style) === dayNumber(now, style)) return format(at, clock, style);
  const isNear = now.getTime() - at.getTime() < 6 * DAY;
  const day = isNear ? ({ weekday: "short" } as const) : ({ day: "numeric", month: "short" } as const);
  return format(at, { ...day, ...clock }, style);
}

/** When something will end: "10:41" today, else "Mar 12, 10:41", with the year when it is another one. */
export function untilTime(at: Date, now: Date, style: TimeStyle = {}): string {
  const clock = { hour: "numeric", minute: "2-digit" } as const;
  if (dayNumber(at, style) === dayNumber(now, style)) return format(at, clock, style);
  const sameYear = yearOf(at, style) === yearOf(now, style);
  return format(
    at,
    { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }), ...clock },
    style,
  );
}

/** The moment in full, for the hover: "Tuesday, 3 March 2026, 10:41:07". */
export function exactTime(at: Date, style: TimeStyle = {}): string {
  return format(at, { dateStyle: "full", timeStyle: "medium" }, style);
}

/** A divider between days: "today", "yesterday", "Tuesday, 3 March". */
export function dayLabel(at: Date, now: Date, style: TimeStyle = {}): string {
  const days = Math.round((dayNumber(now, style) - dayNumber(at, style)) / DAY);
  if (days === 0 || days === 1)
    return new Intl.RelativeTimeFormat(style.locale, { numeric: "auto" }).format(-days, "day");
  const sameYear = yearOf(at, style) === yearOf(now, style);
  return format(
    at,
    { weekday: "long", day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) },
    style,
  );
}

/** A place in a recording, from milliseconds: "0:41", "1:02:09". */
export function playTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function unitless(style: TimeStyle): string {
  return new Intl.RelativeTimeFormat(style.locale, { numeric: "auto" }).format(0, "second");
}

function inUnits(value: number, unit: "minute" | "hour", style: TimeStyle): string {
  return new Intl.NumberFormat(style.locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
}

/** Midnight of the reader's day, as if it were in UTC, so that days can be subtracted across a change of clocks. */
function dayNumber(at: Date, style: TimeStyle): number {
  const parts = formatter(
    { year: "numeric", month: "numeric", day: "numeric" },
    { ...style, locale: "en-US" },
  ).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return Date.UTC(part("year"), part("month") - 1, part("day"));
}

function yearOf(at: Date, style: TimeStyle): string {
  return format(at, { year: "numeric" }, { ...style, locale: "en-US" });
}

function format(at: Date, options: Intl.DateTimeFormatOptions, style: TimeStyle): string {
  return formatter(options, style).format(at);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times as much as using it, and a channel shows hundreds of times. */
function formatter(options: Intl.DateTimeFormatOptions, style: TimeStyle): Intl.DateTimeFormat {
  const key = JSON.stringify([options, style.locale, style.timeZone]);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(style.locale, {
    ...options,
    ...(style.timeZone ? { timeZone: style.timeZone } : {}),
  });
  formatters.set(key, made);
  return made;
}
