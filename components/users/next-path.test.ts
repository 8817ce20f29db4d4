import fc from "fast-check";
import { expect, test } from "vitest";
import { safeNextPath, withNext } from "./next-path";

test("a path of ours is kept with its query and its place", () => {
  expect(safeNextPath("/w/acme/channels/1?around=7#m7")).toBe("/w/acme/channels/1?around=7#m7");
});

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "javascript:alert(1)",
  "evil.example",
  "/api/v1/me",
  "",
  undefined,
  ["/w/acme", "/w/globex"],
])("%j leads nowhere", (value) => {
  expect(safeNextPath(value)).toBeNull();
});

test("whatever is given, it stays on this site", () => {
  fc.assert(
    fc.property(
      fc.string().map((text) => `/${text}`),
      (value) => {
        const path = safeNextPath(value);
        return path === null || new URL(path, "https://parley.example").host === "parley.example";
      },
    ),
  );
});

test("the way onward is carried along", () => {
  expect(withNext("/sign-up", "/invite/a b")).toBe("/sign-up?next=%2Finvite%2Fa%20b");
  expect(withNext("/sign-up", null)).toBe("/sign-up");
});
