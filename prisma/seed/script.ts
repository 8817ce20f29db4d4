import type { StoryLine } from "./story";

/**
 * Reads a scene as its author writes it:
 *
 *     4 days ago
 *     10:02 Ben: We move the launch by one week.
 *       + 👍 Ana Cleo
 *       > 10:04 Ana: A reply in the thread of the line above.
 *     today
 *     * 40m Mia: Unread by Ana, said 40 minutes before the start.
 *
 * Marks, on lines of their own: `|` goes on with the text on a new line, `+` reactions, `=` what it says after an edit, `#` a picture,
 * `x` deleted.
 */
export function script(scene: string): StoryLine[] {
  const lines: StoryLine[] = [];
  let day = 0;
  let last: StoryLine | undefined;
  for (const row of scene.split("\n").filter((text) => text.trim() !== "")) {
    const text = row.trim();
    const isReply = text.startsWith("> ");
    const said = readLine(isReply ? text.slice(2) : text, day);
    if (said && isReply) lines.at(-1)?.replies.push(said);
    else if (said) lines.push(said);
    if (said) last = said;
    else if (DAY.test(text)) day = readDay(text);
    else if (last) mark(last, text);
    else throw new Error(`Nobody said "${text}".`);
  }
  return lines;
}

const SAID = /^(?<unread>\* )?(?:(?<at>\d\d:\d\d)|(?<minutes>\d+)m) (?<by>\p{L}+): (?<text>.+)$/u;
const DAY = /^(?:(\d+) days ago|yesterday|today)$/;

function readLine(text: string, day: number): StoryLine | null {
  const found = SAID.exec(text)?.groups;
  if (!found) return null;
  const { unread, at, minutes, by = "", text: words = "" } = found;
  return {
    day,
    ...(at ? { at } : { minutesAgo: Number(minutes) }),
    by,
    text: words,
    reactions: [],
    replies: [],
    pictures: [],
    ...(unread ? { unread: true } : {}),
  };
}

function readDay(text: string): number {
  if (text === "today") return 0;
  return text === "yesterday" ? 1 : Number(DAY.exec(text)?.[1]);
}

function mark(line: StoryLine, text: string): void {
  const words = text.slice(2);
  const [emoji = "", ...by] = words.split(" ");
  if (text === "x") line.deleted = true;
  else if (text.startsWith("|")) line.text += `\n${words}`;
  else if (text.startsWith("= ")) line.edited = words;
  else if (text.startsWith("# ")) line.pictures.push(words);
  else if (text.startsWith("+ ")) line.reactions.push([emoji, by]);
  else throw new Error(`"${text}" is no line of a scene.`);
}
