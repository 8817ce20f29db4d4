import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSecrets } from "@/lib/adapters/secrets";

const key = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const row = ["workspace-a", "ProviderKey", "row-1"];

describe("secrets at rest", () => {
  test("what was sealed opens again, and nothing of it shows", () => {
    const secrets = createSecrets([key("k1")]);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 4 }), fc.array(fc.string()), (plain, context) => {
        const sealed = secrets.seal(plain, context);
        expect(secrets.open(sealed, context)).toBe(plain);
        expect(sealed).not.toContain(plain);
        expect(secrets.seal(plain, context)).not.toBe(sealed);
      }),
    );
  });

  test("does not open in another row, table or workspace", () => {
    const secrets = createSecrets([key("k1")]);
    const sealed = secrets.seal("sk-live", row);
    for (const other of [
      ["workspace-b", ...row.slice(1)],
      row.slice(0, 2),
      ["workspace-", "aProviderKey", "row-1"],
      [],
    ]) {
      expect(() => secrets.open(sealed, other)).toThrow();
    }
    expect(secrets.open(sealed, row)).toBe("sk-live");
  });

  test("an altered character anywhere is noticed", () => {
    const secrets = createSecrets([key("k1"), key("k2")]);
    const sealed = secrets.seal("sk-live-of-some-length", row);
    for (let at = 0; at < sealed.length; at++) {
      const altered = sealed.slice(0, at) + (sealed[at] === "A" ? "Q" : "A") + sealed.slice(at + 1);
      expect(() => secrets.open(altered, row)).toThrow();
    }
    for (const broken of ["", "v1", "v1.k1.a.b", `${sealed}.x`, sealed.slice(0, 30)]) {
      expect(() => secrets.open(broken, row)).toThrow();
    }
  });

  test("rotation: the first key seals, the others still open", () => {
    const [old, fresh] = [key("k1"), key("k2")];
    const sealed = createSecrets([old]).seal("sk-live", row);
    const rotated = createSecrets([fresh, old]);
    expect(rotated.open(sealed, row)).toBe("sk-live");
    expect(rotated.isStale(sealed)).toBe(true);
    expect(rotated.isStale(rotated.seal("sk-live", row))).toBe(false);
    expect(() => createSecrets([fresh]).open(sealed, row)).toThrow('No key "k1"');
  });

  test("a malformed key is named by its variable, and not repeated", () => {
    const short = randomBytes(16).toString("base64");
    for (const items of [[], ["nonsense"], [`k1:${short}`], [":x"], ["k1:"], [key("k1"), key("k1")]]) {
      expect(() => createSecrets(items)).toThrow("SECRETS_KEYS");
      expect(() => createSecrets(items)).not.toThrow(short);
    }
  });
});
