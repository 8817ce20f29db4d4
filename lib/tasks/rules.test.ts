import { expect, test } from "vitest";
import { isQuoteItself, titleOf, urgencyOf } from "./rules";

test("a day is late, today, later, or none", () => {
  expect(["2026-05-30", "2026-05-31", "2026-06-01", null].map((day) => urgencyOf(day, "2026-05-31"))).toEqual(
    ["late", "today", "later", "none"],
  );
});

test("a task that is called by its quote says it once, also where the quote is longer than a title", () => {
  const quote = `Send the offer. ${"And then the contract. ".repeat(20)}`;
  expect(titleOf("Send\n  the offer ")).toBe("Send the offer");
  expect(titleOf(quote).length).toBeLessThanOrEqual(200);
  expect([isQuoteItself(" Send  the offer", "Send the offer"), isQuoteItself(titleOf(quote), quote)]).toEqual(
    [true, true],
  );
  expect(isQuoteItself("Send it", "Send the offer")).toBe(false);
});
