import type { Metadata } from "next";
import { AccountPage } from "@/components/users/account-page";
import { ConfirmEmail } from "@/components/users/confirm-link";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.account.confirmEmail.title, robots: { index: false } };

export default async function ConfirmEmailPage({ params }: PageProps<"/confirm-email/[token]">) {
  const { token } = await params;
  return (
    <AccountPage title={t.account.confirmEmail.title} lead={t.account.confirmEmail.lead}>
      <ConfirmEmail token={token} />
    </AccountPage>
  );
}
