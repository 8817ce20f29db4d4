/** In UTF-16 units: well within what every embedder reads, whatever the script. What is beyond it is found by its words. */
const LONGEST = 6_000;

type Embedded = { type: string; title: string; heading: string | null; text: string };

/** What a passage means with what it stands under; a conversation's name is no part of what was said in it. */
export function textToEmbed({ type, title, heading, text }: Embedded): string {
  const above =
    type === "conversation" ? [] : [title, heading].filter((line) => line !== null && line !== "");
  return [...above, text].join("\n").slice(0, LONGEST).toWellFormed();
}
