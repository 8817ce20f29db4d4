import { expect, test } from "vitest";
import { catalogues } from "@/lib/text/catalogues";

/** Every sentence of a catalogue with its place. Of a function the text in its source: what it says whatever it is given. */
function sentences(node: unknown, place: string): [place: string, text: string][] {
  if (typeof node === "string") return [[place, node]];
  if (typeof node === "function") return quoted(String(node)).map((text) => [place, text]);
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) => sentences(child, `${place}.${name}`));
}

function quoted(source: string): string[] {
  return [...source.matchAll(/"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(([, plain, template]) =>
    (plain ?? template ?? "").replace(/\$\{[^}]*\}/g, "…"),
  );
}

test.each(Object.entries(catalogues))(
  "in %s nobody is called AI, and no chat is just a chat",
  (locale, catalogue) => {
    const all = sentences(catalogue, locale);
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter(([, text]) => /\bAI\b(?! chats?\b)/.test(text))).toEqual([]);
    expect(all.filter(([, text]) => /(?<!\b(?:AI|customer) )\bchats?\b/i.test(text))).toEqual([]);
  },
);
