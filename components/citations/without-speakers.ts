/** Speakers are named in what is cited of a recording, and not in what they said. */
export function withoutSpeakers(quote: string): string {
  return quote.replace(/^[^:\n]{1,60}: (?=\S)/gm, "").replace(/\n/g, " ");
}
