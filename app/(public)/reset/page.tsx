import type { Metadata } from "next";
import { AccountPage, TextLink } from "@/components/users/account-page";
import { MailLinkForm } from "@/components/users/mail-link-form";
import { t } from "@/lib/text/catalogue";
import { describeInstallation } from "@/lib/web/installation";

export const metadata: Metadata = { title: t.account.forgot.title };

export default function ForgotPasswordPage() {
  return (
    <AccountPage
      title={t.account.forgot.title}
      lead={t.account.forgot.lead}
      foot={<TextLink href="/sign-in">{t.account.forgot.back}</TextLink>}
    >
      <MailLinkForm kind="reset" devMail={describeInstallation().keepsMail} />
    </AccountPage>
  );
}
