/** In the morning: from this hour on, by the clock of the place. */
const MORNING = 8;

/** The day of a moment like 2026-05-31, and its hour from 0 to 23, by the clocks of a time zone. */
export function wallTime(at: Date, timeZone: string): { day: string; hour: number } {
  const style = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  } as const;
  const parts = new Intl.DateTimeFormat("en-US", { ...style, timeZone }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  return { day: `${part("year")}-${part("month")}-${part("day")}`, hour: Number(part("hour")) };
}

/**
 * Whether the owner of a task that is due today is still to be reminded: once the morning is there, unless it came before them since. Whoever was
 * reminded, told of a correction, or given it this morning knows.
 */
export function isReminderDue(waitsSince: Date, now: Date, timeZone: string): boolean {
  const [came, today] = [wallTime(waitsSince, timeZone), wallTime(now, timeZone)];
  return today.hour >= MORNING && (came.day < today.day || (came.day === today.day && came.hour < MORNING));
}
