import type { Metadata } from "next";
import { InviteCard } from "@/components/invites/invite-card";
import { AccountPage } from "@/components/users/account-page";
import { LinkGone } from "@/components/users/link-gone";
import { findInvite } from "@/lib/invites/loaders";
import { t } from "@/lib/text/catalogue";
import { findMe } from "@/lib/users/loaders";

export const metadata: Metadata = { title: t.invite.pageTitle, robots: { index: false } };

export default async function InvitePage({ params }: PageProps<"/invite/[token]">) {
  const { token } = await params;
  const [invite, me] = await Promise.all([findInvite(token), findMe()]);
  if (!invite) {
    return (
      <AccountPage title={t.invite.goneTitle}>
        <LinkGone message={t.invite.gone} href="/" action={t.common.backToStart} />
      </AccountPage>
    );
  }
  return (
    <AccountPage
      title={t.invite.title(invite.workspace.name)}
      lead={t.invite.lead(invite.inviter, invite.workspace.name)}
    >
      <InviteCard token={token} invite={invite} viewer={me} />
    </AccountPage>
  );
}
