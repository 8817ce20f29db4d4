import type { Secrets } from "@/lib/adapters/secrets";

/** A key that signs access tokens and device cookies. `id` names it in what it signed. */
export type SigningKey = { id: string; bytes: Uint8Array };

/** This installation: where it is reached, and its own keys. */
export type SitePort = {
  /** The origin of links in mails, without a slash at its end. From configuration, never from a request. */
  readonly url: string;
  /** This machine alone reaches it: only then do the demo and its known password exist. */
  readonly isLocal: boolean;
  /** From AUTH_SECRET: the first signs, the others still verify. */
  readonly signingKeys: readonly [SigningKey, ...SigningKey[]];
  /** Seals what is kept for a while and must not be readable in the database. */
  readonly secrets: Secrets;
};
