import { expect, test } from "vitest";
import { byUrgency, urgencyOf } from "./rules";

test("a day is late, today, later, or none", () => {
  expect(["2026-05-30", "2026-05-31", "2026-06-01", null].map((day) => urgencyOf(day, "2026-05-31"))).toEqual(
    ["late", "today", "later", "none"],
  );
});

test("what is due first comes first, what has no day last, the newest of it first", () => {
  const tasks = [
    { dueOn: null, createdAt: "1" },
    { dueOn: "2026-06-02", createdAt: "2" },
    { dueOn: null, createdAt: "3" },
    { dueOn: "2026-06-01", createdAt: "4" },
  ];
  expect(tasks.toSorted(byUrgency).map(({ createdAt }) => createdAt)).toEqual(["4", "2", "3", "1"]);
});
