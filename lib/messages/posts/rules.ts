/** A line of a posted report, with the number of its citation. `isQuote`: it is what was said, word for word. */
export type PostedLine = { n: number; text: string; isQuote: boolean };

/** What is posted stays one paragraph: what would break a line becomes a blank. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * The text of a posted report: the name of its source, and one line for each citation. One paragraph that begins with the name, which is how all
 * of it goes at once where it may no longer be read (`withoutCitations`).
 */
export function writePost(title: string, lines: Omit<PostedLine, "n">[]): string {
  const name = `**${onOneLine(title).replaceAll("*", "\\*")}**`;
  const said = lines.map(({ text, isQuote }, at) => {
    const line = onOneLine(text);
    return `- ${isQuote ? `"${line.replaceAll('"', "'")}"` : line} [${at + 1}]`;
  });
  return [name, ...said].join("\n");
}

const LINE = /^- (?:"(.+)"|(.+)) \[(\d+)\]$/;

/** The lines that a posted report says, as far as it is there to be read. */
export function readPost(body: string): PostedLine[] {
  return body.split("\n").flatMap((line): PostedLine[] => {
    const [, quote, text, n] = LINE.exec(line) ?? [];
    const said = quote ?? text;
    return said === undefined ? [] : [{ n: Number(n), text: said, isQuote: quote !== undefined }];
  });
}
