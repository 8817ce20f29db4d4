import type { Metadata } from "next";
import { AccountPage, TextLink } from "@/components/users/account-page";
import { safeNextPath, withNext } from "@/components/users/next-path";
import { ProviderButtons } from "@/components/users/provider-buttons";
import { SignUpForm } from "@/components/users/sign-up-form";
import { t } from "@/lib/text/catalogue";
import { describeInstallation } from "@/lib/web/installation";

export const metadata: Metadata = { title: t.account.signUp.title };

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  const query = await searchParams;
  const next = safeNextPath(query.next);
  return (
    <AccountPage
      title={t.account.signUp.title}
      lead={t.account.signUp.lead}
      foot={
        <>
          {t.account.signUp.haveAccount}{" "}
          <TextLink href={withNext("/sign-in", next)}>{t.account.signIn.title}</TextLink>
        </>
      }
    >
      <div className="grid gap-4">
        <ProviderButtons providers={describeInstallation().providers} next={next} />
        <SignUpForm next={next} email={typeof query.email === "string" ? query.email : ""} />
      </div>
    </AccountPage>
  );
}
