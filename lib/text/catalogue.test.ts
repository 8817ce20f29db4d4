import { describe, expect, test } from "vitest";
import { catalogues } from "./catalogues";

/** Words that mean something else here, or that we do not say (words.md, look.md). */
const RULED_OUT = [
  /\b(chat )?bots?\b/i,
  /\bagents?\b/i,
  /\bcopilot\b/i,
  /\bto-?dos?\b/i,
  /\baction items?\b/i,
  /\bbookmarks?\b/i,
  /\bdigests?\b/i,
  /\bnotifications?\b/i,
  /\boutbox\b/i,
  /\bDMs?\b/,
  /\b(chat )?rooms?\b/i,
  /\bdeals?\b/i,
  /\bopportunit(y|ies)\b/i,
  /\bsuperadmin\b/i,
  /\bsummar(y|ies)\b/i,
  /\bslots?\b/i,
  /\bsubmit\b/i,
  /\bplease\b/i,
  /\boops\b/i,
  /!/,
  /\b(colour|cancelled|organis|favourite)/i,
];

/** Every text of a catalogue with its place; functions are asked with something of each kind. */
function textsOf(node: unknown, place: string): [place: string, text: string][] {
  if (typeof node === "string") return [[place, node]];
  if (typeof node === "function") return textsOf(sampled(node), `${place}()`);
  if (node === null || typeof node !== "object") return [];
  return Object.entries(node).flatMap(([key, child]) => textsOf(child, `${place}.${key}`));
}

function sampled(fn: CallableFunction): unknown {
  for (const sample of ["Ana", 2, ["Ana", "Ben"], null]) {
    try {
      return Reflect.apply(fn, null, [sample, sample, sample]);
    } catch {
      // of another kind
    }
  }
  return null;
}

describe.each(Object.entries(catalogues))("the catalogue %s", (locale, catalogue) => {
  const texts = textsOf(catalogue, locale);

  test("is read as a whole", () => {
    expect(texts.length).toBeGreaterThan(150);
    expect(texts).toContainEqual([`${locale}.citation.summary()`, expect.stringContaining("word for word")]);
  });

  test("uses no word that is ruled out", () => {
    const found = texts.filter(([, text]) => RULED_OUT.some((word) => word.test(text)));
    expect(found).toEqual([]);
  });

  test("says something at every place, without blanks around it", () => {
    expect(texts.filter(([, text]) => text.trim() === "" && text !== "")).toEqual([]);
  });
});

test("the test sees a word that is ruled out", () => {
  expect(RULED_OUT.some((word) => word.test("Ask the bot"))).toBe(true);
  expect(RULED_OUT.some((word) => word.test("Talk to both"))).toBe(false);
});
