import type { Metadata } from "next";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { AccountPage, TextLink } from "@/components/users/account-page";
import { safeNextPath, withNext } from "@/components/users/next-path";
import { ProviderButtons } from "@/components/users/provider-buttons";
import { SignInForm } from "@/components/users/sign-in-form";
import { t } from "@/lib/text/catalogue";
import { describeInstallation } from "@/lib/web/installation";

export const metadata: Metadata = { title: t.account.signIn.title };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const query = await searchParams;
  const next = safeNextPath(query.next);
  const { providers, hasDemo } = describeInstallation();
  return (
    <AccountPage
      title={t.account.signIn.title}
      lead={t.account.signIn.lead}
      foot={
        <>
          {t.account.signIn.noAccount}{" "}
          <TextLink href={withNext("/sign-up", next)}>{t.account.signIn.createAccount}</TextLink>
        </>
      }
    >
      <Notice kind={query.error ? "provider" : query.notice} />
      <div className="grid gap-4">
        <ProviderButtons providers={providers} next={next} />
        <SignInForm next={next} email={typeof query.email === "string" ? query.email : ""} />
        <Button asChild variant="ghost">
          <a href={withNext("/sign-in/link", next)}>{t.account.signIn.linkInstead}</a>
        </Button>
      </div>
      {hasDemo ? <p className="text-muted text-sm">{t.account.signIn.demo}</p> : null}
    </AccountPage>
  );
}

/** Why somebody is here who did not come to sign in. Only words of ours, never those of the address. */
function Notice({ kind }: { kind: string | string[] | undefined }) {
  const text = Object.entries(t.account.signIn.notice).find(([name]) => name === kind)?.[1];
  if (!text) return null;
  return (
    <Banner tone="accent" shape="card" role="status">
      {text}
    </Banner>
  );
}
