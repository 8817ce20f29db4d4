import type { Metadata } from "next";
import { AccountPage } from "@/components/users/account-page";
import { ConfirmSignIn } from "@/components/users/confirm-link";
import { safeNextPath } from "@/components/users/next-path";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.account.magicLink.confirmTitle, robots: { index: false } };

export default async function ConfirmSignInPage({
  params,
  searchParams,
}: PageProps<"/sign-in/link/[token]">) {
  const { token } = await params;
  const { next } = await searchParams;
  return (
    <AccountPage title={t.account.magicLink.confirmTitle} lead={t.account.magicLink.confirmLead}>
      <ConfirmSignIn token={token} next={safeNextPath(next)} />
    </AccountPage>
  );
}
