import type { Metadata } from "next";
import { AccountPage } from "@/components/users/account-page";
import { ResetForm } from "@/components/users/reset-form";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.account.reset.title, robots: { index: false } };

export default async function ResetPasswordPage({ params }: PageProps<"/reset/[token]">) {
  const { token } = await params;
  return (
    <AccountPage title={t.account.reset.title} lead={t.account.reset.lead}>
      <ResetForm token={token} />
    </AccountPage>
  );
}
