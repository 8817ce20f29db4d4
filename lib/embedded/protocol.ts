/** What the launcher and its processes say to each other over the channel that Node opens between them. */
export type ToChild =
  /** Bind, before anything slow: `/up` answers from here on. A port of 0 takes any; `mayMove` tries the next ones. */
  | { kind: "listen"; host: string; port: number; mayMove: boolean }
  /** Everything is there: take this environment and serve. */
  | { kind: "boot"; env: Record<string, string> }
  /** Finish what runs, refuse what is new, end. */
  | { kind: "drain" };

export type FromChild =
  | { kind: "listening"; port: number }
  | { kind: "ready" }
  /** It cannot start, and starting it again would not help. */
  | { kind: "refused"; sentence: string };

/** How long requests may take to finish after a stop was asked for. */
export const DRAIN_MS = 10_000;
