import { expect, test } from "vitest";
import { catalogues } from "@/lib/text/catalogue";

/** One word per thing: each of these has another word here. */
const RULED_OUT: [RegExp, string][] = [
  [/\bbots?\b/i, "assistant"],
  [/\bcopilots?\b/i, "assistant"],
  [/\bagents?\b/i, "assistant"],
  [/\bAI\b(?! chats?)/, "assistant, or AI chat"],
  [/(?<!\b(?:AI|customer) )\bchats?\b/i, "AI chat, customer chat, or channel"],
  [/\bchat ?rooms?\b/i, "channel"],
  [/\bDMs?\b/, "direct message"],
  [/\bdigests?\b/i, "catch-up"],
  [/\bbookmarks?\b/i, "later"],
  [/\boutbox\b/i, "dev mail, or unsent"],
  [/\bto-?dos?\b/i, "task"],
  [/\baction items?\b/i, "task"],
  [/\bopportunit(?:y|ies)\b/i, "lead"],
  [/\bdeals?\b/i, "lead"],
  [/\bslots?\b/i, "criterion, score point, time, appointment"],
  [/\bsuper ?admins?\b/i, "operator"],
  [/\bsummar(?:y|ies)\b/i, "report"],
  [/\b(?:oops|please)\b/i, "nothing: say what happened and what to do"],
  [/\bsubmit\b/i, "a verb that says what happens"],
  [/!(?=\s|$)/, "a full stop"],
  [/\b(?:organis|authoris|colour|favourite|behaviour)/i, "American spelling"],
];

/** Every sentence of a catalogue with its place. Of a function the text in its source: what it says whatever it is given. */
function sentences(node: unknown, place: string): { place: string; text: string }[] {
  if (typeof node === "string") return [{ place, text: node }];
  if (typeof node === "function") return quoted(String(node)).map((text) => ({ place, text }));
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) => sentences(child, place ? `${place}.${name}` : name));
}

function quoted(source: string): string[] {
  return [...source.matchAll(/"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(([, plain, template]) =>
    (plain ?? template ?? "").replace(/\$\{[^}]*\}/g, "…"),
  );
}

test.each(Object.entries(catalogues))("the catalogue of %s keeps to one word per thing", (_, catalogue) => {
  const all = sentences(catalogue, "");
  expect(all.length).toBeGreaterThan(50);
  const found = all.flatMap(({ place, text }) =>
    RULED_OUT.filter(([word]) => word.test(text)).map(
      ([, instead]) => `${place}: "${text}" (say: ${instead})`,
    ),
  );
  expect(found).toEqual([]);
});
