import { expect, test } from "vitest";
import { JOBS } from "@/inngest/index";
import { t } from "@/lib/text/catalogue";

test("every job that an event starts is named in plain words on the jobs page", () => {
  const shown = JOBS.filter((job) => "schema" in job).map(({ id }) => id);
  expect(shown.length).toBeGreaterThan(4);
  expect(shown.filter((id) => !t.jobs.names[id])).toEqual([]);
});
