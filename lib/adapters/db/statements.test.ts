import { expect, test } from "vitest";
import { statementNames } from "./statements";

const query = (sql: string) => ({ sql, args: [], argTypes: [] });

test("a statement keeps its name, and different ones differ", () => {
  const name = statementNames();
  const first = name(query("select id from a"));
  expect(first).not.toBe("");
  expect(name(query("select id from a"))).toBe(first);
  expect(name(query("select id from b"))).not.toBe(first);
});

test("one whose rows may change their shape has none", () => {
  const name = statementNames();
  for (const sql of ["select * from a", 'update a set b = 1 returning "a".*', "select b, * from a"]) {
    expect(name(query(sql)), sql).toBe("");
  }
  expect(name(query("select count(*) from a"))).not.toBe("");
});

test("there is an end to them", () => {
  const name = statementNames();
  const names = new Set(Array.from({ length: 2_000 }, (_, n) => name(query(`select ${n}`))));
  expect(names.size).toBe(501);
});
