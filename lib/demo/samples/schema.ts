/** A recording of the demo: its voices are synthetic, and what they say may be there to be used in place of an engine. */
export type DemoSound = { transcript: string | null };
