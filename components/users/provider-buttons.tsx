"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormProblem } from "@/components/ui/form-problem";
import { t } from "@/lib/text/public";
import { ProviderIcon } from "./provider-icon";

export type SignInProvider = { id: "google" | "github" | "oidc"; name: string };

type ProviderButtonsProps = { providers: SignInProvider[]; next: string | null };

/** Signing in with an outside account, where one is configured. */
export function ProviderButtons({ providers, next }: ProviderButtonsProps) {
  const [leavingFor, setLeavingFor] = useState<string | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  if (providers.length === 0) return null;

  async function start(provider: SignInProvider) {
    setLeavingFor(provider.id);
    setMessage(null);
    try {
      window.location.assign(await addressOf(provider, next ?? "/w"));
    } catch {
      setLeavingFor(null);
      setMessage(t.account.signIn.providerFailed(provider.name));
    }
  }

  return (
    <div className="grid gap-2">
      {providers.map((provider) => (
        <Button key={provider.id} size="lg" busy={leavingFor === provider.id} onClick={() => start(provider)}>
          {leavingFor === provider.id ? null : <ProviderIcon id={provider.id} />}
          {t.account.signIn.with(provider.name)}
        </Button>
      ))}
      <FormProblem message={message} />
      <p className="my-2 flex items-center gap-3 text-muted text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t.common.or}
      </p>
    </div>
  );
}

/**
 * Asks Auth.js where to go instead of posting a form there: the content security policy keeps forms on this site, and a
 * browser holds the redirect that follows a form to the same rule.
 */
async function addressOf(provider: SignInProvider, callbackUrl: string): Promise<string> {
  const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
  const response = await fetch(`/api/auth/signin/${provider.id}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "x-auth-return-redirect": "1" },
    body: new URLSearchParams({ csrfToken: String(csrfToken), callbackUrl }),
  });
  const { url } = await response.json();
  if (!response.ok || typeof url !== "string") throw new Error("No address to go to.");
  return url;
}
