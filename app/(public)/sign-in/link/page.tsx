import type { Metadata } from "next";
import { AccountPage, TextLink } from "@/components/users/account-page";
import { MailLinkForm } from "@/components/users/mail-link-form";
import { t } from "@/lib/text/catalogue";
import { describeInstallation } from "@/lib/web/installation";

export const metadata: Metadata = { title: t.account.magicLink.title };

export default function MagicLinkPage() {
  return (
    <AccountPage
      title={t.account.magicLink.title}
      lead={t.account.magicLink.lead}
      foot={<TextLink href="/sign-in">{t.account.magicLink.usePassword}</TextLink>}
    >
      <MailLinkForm kind="signIn" devMail={describeInstallation().keepsMail} />
    </AccountPage>
  );
}
