"use client";

import { useSyncExternalStore } from "react";
import { cn } from "@/components/ui/cn";
import { localDay, urgencyOf } from "@/lib/tasks/rules";
import { t } from "@/lib/text/catalogue";

const never = () => () => {};

/** Until when. What today is, only the reader's own clock knows: the server writes the day alone. */
export function DueDate({ dueOn }: { dueOn: string | null }) {
  const today = useSyncExternalStore(never, localToday, () => null);
  if (dueOn === null) return null;
  const urgency = today === null ? "later" : urgencyOf(dueOn, today);
  const isThisYear = today?.slice(0, 4) === dueOn.slice(0, 4);
  const day = new Intl.DateTimeFormat("en-US", {
    month: "short",
    day: "numeric",
    ...(isThisYear ? {} : { year: "numeric" }),
    timeZone: "UTC",
  }).format(new Date(`${dueOn}T00:00:00Z`));
  return (
    <time
      dateTime={dueOn}
      className={cn(
        "tabular-nums",
        urgency === "late" && "font-medium text-danger",
        urgency === "today" && "font-medium text-ink",
      )}
    >
      {urgency === "late" ? t.task.late(day) : urgency === "today" ? t.task.today : day}
    </time>
  );
}

function localToday(): string {
  return localDay(new Date());
}
