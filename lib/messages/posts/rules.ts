/**
 * A line of a posted report, with the number of its citation. `isQuote`: it is what was said, word for word. `section`: what the part of the
 * report is called that it stands in; null where the post does not say.
 */
export type PostedLine = { n: number; text: string; isQuote: boolean; section: string | null };

/** What is posted stays one paragraph: what would break a line becomes a blank. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * The text of a posted report: the name of its source, and one line for each citation, under the name of its section where that is said. One
 * paragraph that begins with the name, which is how all of it goes at once where it may no longer be read (`withoutCitations`).
 */
export function writePost(title: string, lines: Omit<PostedLine, "n">[]): string {
  const said = lines.flatMap(({ text, isQuote, section }, at) => {
    const line = onOneLine(text);
    const isNew = section !== null && section !== lines[at - 1]?.section;
    return [
      ...(isNew ? [heading(section)] : []),
      `- ${isQuote ? `"${line.replaceAll('"', "'")}"` : line} [${at + 1}]`,
    ];
  });
  return [heading(title), ...said].join("\n");
}

function heading(name: string): string {
  return `**${onOneLine(name).replaceAll("*", "\\*")}**`;
}

const HEADING = /^\*\*(.+)\*\*$/;
const LINE = /^- (?:"(.+)"|(.+)) \[(\d+)\]$/;

/** The lines that a posted report says, as far as it is there to be read. */
export function readPost(body: string): PostedLine[] {
  let section: string | null = null;
  const [, ...lines] = body.split("\n");
  return lines.flatMap((line): PostedLine[] => {
    const [, name] = HEADING.exec(line) ?? [];
    if (name !== undefined) section = name.replaceAll("\\*", "*");
    const [, quote, text, n] = LINE.exec(line) ?? [];
    const said = quote ?? text;
    return said === undefined ? [] : [{ n: Number(n), text: said, isQuote: quote !== undefined, section }];
  });
}
