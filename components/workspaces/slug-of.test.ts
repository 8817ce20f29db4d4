import fc from "fast-check";
import { expect, test } from "vitest";
import { slugOf } from "./slug-of";

test.each([
  ["Acme", "acme"],
  ["Zoë & Söhne GmbH", "zoe-sohne-gmbh"],
  ["  Straße 9  ", "strasse-9"],
  ["北京", ""],
])("%s becomes %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("whatever the name, the address is one or empty", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => /^([a-z0-9]+(-[a-z0-9]+)*)?$/.test(slugOf(name))),
  );
});
