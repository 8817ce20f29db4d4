import { hkdfSync } from "node:crypto";
import { createSecrets } from "@/lib/adapters/secrets";
import type { SigningKey, SitePort } from "./port";

export type SiteOptions = {
  url: string;
  isLocal: boolean;
  authSecrets: readonly string[];
  secretsKeys: readonly string[];
};

/** Throws a sentence that names what is missing. */
export function createSite(options: SiteOptions): SitePort {
  const [first, ...others] = options.authSecrets.map(toSigningKey);
  if (!first) throw new Error("AUTH_SECRET is not set.");
  return {
    url: new URL(options.url).origin,
    isLocal: options.isLocal,
    signingKeys: [first, ...others],
    secrets: createSecrets(options.secretsKeys),
  };
}

/** Auth.js uses the secret itself; what we sign has a key of its own. */
function toSigningKey(secret: string): SigningKey {
  const derive = (purpose: string, length: number) =>
    Buffer.from(hkdfSync("sha256", secret, "parley", purpose, length));
  return { id: derive("signing key id", 6).toString("base64url"), bytes: derive("signing key", 32) };
}
