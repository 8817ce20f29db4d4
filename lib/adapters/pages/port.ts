/** What stands at an address, as it came: nobody has looked at the bytes yet. */
export type Fetched = {
  /** Where it was found, after all redirects. */
  url: string;
  /** What the site says it is. */
  contentType: string | null;
  bytes: Uint8Array;
};

/** Why nothing came. `away` is also what is not on the public internet: which of the two says something about our own network. */
export type PageFault =
  | "not_web"
  | "away"
  | "slow"
  | "too_large"
  | "redirects"
  | "not_found"
  | "not_allowed"
  | "broken";

export type PagesPort = {
  /** Reads what is at a web address, once, as anybody on the internet would. What a site answers is an outcome; nothing throws for it. */
  fetchPage(url: string): Promise<{ ok: true; page: Fetched } | { ok: false; fault: PageFault }>;
};
