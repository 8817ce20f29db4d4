type Term = { heard: string; written: string };

/** A text with the names of the glossary as they are written: whole words, however an engine wrote their case. The longest one wins. */
export function withNames(text: string, terms: Term[]): string {
  if (terms.length === 0) return text;
  const written = new Map(terms.map((term) => [fold(term.heard), term.written]));
  const names = [...written.keys()].toSorted((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{M}\p{N}])(?:${names.join("|")})(?![\p{L}\p{M}\p{N}])`,
    "giu",
  );
  return text.replace(pattern, (heard) => written.get(fold(heard)) ?? heard);
}

/** How two spellings are told apart: blanks and case do not count. */
export function fold(name: string): string {
  return name.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replace(/ /g, "\\s+");
}
