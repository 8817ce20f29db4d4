import "server-only";
import { env, isLocalProfile } from "@/lib/adapters/env";

export type Installation = {
  /** The demo's people and their known password exist: the `local` profile alone. */
  hasDemo: boolean;
  /** Mail stays here and is read at /dev/mail. */
  keepsMail: boolean;
  /** Outside accounts that sign in, by the names people know them by. */
  providers: { id: "google" | "github" | "oidc"; name: string }[];
};

/** What the public pages need to know of the configuration. Reaches no database. */
export function describeInstallation(): Installation {
  const variables = env();
  const isLocal = isLocalProfile(variables);
  const issuer = variables.AUTH_OIDC_ISSUER;
  return {
    hasDemo: isLocal,
    keepsMail: isLocal && !variables.SMTP_URL,
    providers: [
      ...(variables.AUTH_GOOGLE_ID && variables.AUTH_GOOGLE_SECRET
        ? [{ id: "google" as const, name: "Google" }]
        : []),
      ...(variables.AUTH_GITHUB_ID && variables.AUTH_GITHUB_SECRET
        ? [{ id: "github" as const, name: "GitHub" }]
        : []),
      ...(issuer && variables.AUTH_OIDC_ID && variables.AUTH_OIDC_SECRET
        ? [{ id: "oidc" as const, name: new URL(issuer).hostname }]
        : []),
    ],
  };
}
