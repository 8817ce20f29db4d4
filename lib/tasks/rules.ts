import type { Role } from "@/lib/ctx";

/** Guests see the tasks of what they were let into, and make none. */
export function canMakeTasks(viewer: { role: Role }): boolean {
  return viewer.role !== "guest";
}

export function canDeleteTask(
  viewer: { memberId: string; role: Role },
  task: { createdById: string | null },
): boolean {
  if (viewer.role === "guest") return false;
  return viewer.memberId === task.createdById || viewer.role === "admin" || viewer.role === "owner";
}

/** How a day lies to today, both like 2026-05-31: decides the color of a date, and what comes first. */
export function urgencyOf(dueOn: string | null, today: string): "none" | "later" | "today" | "late" {
  if (dueOn === null) return "none";
  if (dueOn < today) return "late";
  return dueOn === today ? "today" : "later";
}

type Ordered = { dueOn: string | null; createdAt: string };

/** What is due first comes first; what has no day comes after, the newest first. */
export function byUrgency(a: Ordered, b: Ordered): number {
  if (a.dueOn !== b.dueOn) {
    if (a.dueOn === null) return 1;
    if (b.dueOn === null) return -1;
    return a.dueOn < b.dueOn ? -1 : 1;
  }
  return a.createdAt < b.createdAt ? 1 : -1;
}
