import { describe, expect, test } from "vitest";
import { readTyped } from "../rules";
import { isNamed, markName } from "./rules";

describe("a name", () => {
  test.each([
    ["budget_2026-final.xlsx", "budget"],
    ["budget_2026-final.xlsx", "final 2026"],
    ["budget_2026-final.xlsx", "budget_2026-final.xlsx"],
    ["budget_2026-final.xlsx", "fin.xlsx"],
    ["BudgetReport.PDF", "report"],
    ["BudgetReport.PDF", "budgetreport pdf"],
    ["Lease agreement.pdf", '"lease agreement"'],
    ["Zu\u0308rich.pdf", "Zürich"],
    ["发布会计划.docx", "计划"],
  ])("%s is found by %s", (name, q) => {
    expect(isNamed([name], readTyped(q))).toBe(true);
  });

  test.each([
    ["budget_2026-final.xlsx", "udget"],
    ["budget_2026-final.xlsx", "budget 2027"],
    ["budget_2026-final.xlsx", "budget -final"],
    ["Lease agreement.pdf", '"agreement lease"'],
    ["发布会计划.docx", "推迟"],
    ["anything.pdf", "?!"],
    ["anything.pdf", ""],
  ])("%s is not found by %s", (name, q) => {
    expect(isNamed([name], readTyped(q))).toBe(false);
  });

  test("is found by the words of two names of one thing together", () => {
    expect(isNamed(["Lease", "contract_v2.pdf"], readTyped("lease v2"))).toBe(true);
  });

  test("has what was looked for marked", () => {
    const { name, highlights } = markName("budget_2026-BudgetFinal.xlsx", readTyped("bud final"));
    expect(highlights.map(({ start, end }) => name.slice(start, end))).toEqual(["bud", "Bud", "Final"]);
  });
});
