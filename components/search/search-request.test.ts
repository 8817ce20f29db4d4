import { expect, test } from "vitest";
import { isNarrowed, readRequest, toQuery, writeRequest } from "./search-request";

test("what stands in the address is read back as it was written", () => {
  const address = "q=battery+%22on+Thursday%22&types=document&from=ana&in=launch&since=week&sort=newest";
  expect(writeRequest(readRequest(new URLSearchParams(address)))).toBe(address);
});

test("what is as usual does not stand in the address, and nonsense is as usual", () => {
  const request = readRequest(new URLSearchParams("q=x&types=nothing&since=ages&sort=loudest"));
  expect(writeRequest(request)).toBe("q=x");
  expect(isNarrowed(request)).toBe(false);
});

test("one place is looked in, also one of the Library", () => {
  for (const address of ["q=x&in=launch", "q=x&collection=bergen", "q=x&folder=plans"]) {
    const request = readRequest(new URLSearchParams(address));
    expect(writeRequest(request)).toBe(address);
    expect(isNarrowed(request)).toBe(true);
  }
  const both = readRequest(new URLSearchParams("q=x&in=launch&folder=plans"));
  expect(writeRequest(both)).toBe("q=x&in=launch");
});

test("a week ends today", () => {
  const request = readRequest(new URLSearchParams("q=x&since=week"));
  expect(toQuery(request, new Date("2026-03-09T10:00:00Z"))).toMatchObject({ after: "2026-03-02" });
});
