import type { Metadata } from "next";
import { accountPath } from "@/components/shell/paths";
import { AccountLogCard } from "@/components/users/account-log-card";
import { ApiKeysCard } from "@/components/users/api-keys-card";
import { DeleteAccountCard } from "@/components/users/delete-account-card";
import { PasswordCard } from "@/components/users/password-card";
import { ProfileCard } from "@/components/users/profile-card";
import { SessionsCard } from "@/components/users/sessions-card";
import { DeletedWorkspacesCard } from "@/components/workspaces/deleted-workspaces-card";
import { t } from "@/lib/text/catalogue";
import { loadAccount } from "@/lib/users/loaders";
import { loadDeletedWorkspaces } from "@/lib/workspaces/loaders";

export const metadata: Metadata = { title: t.settings.sections.account };

type PageProps = { params: Promise<{ workspace: string }> };

export default async function AccountPage({ params }: PageProps) {
  const { workspace: slug } = await params;
  const here = accountPath(slug);
  const [{ me, sessions, keys, events }, deleted] = await Promise.all([
    loadAccount(here),
    loadDeletedWorkspaces(here),
  ]);
  return (
    <>
      <ProfileCard me={me} />
      <PasswordCard hasPassword={me.hasPassword} />
      <SessionsCard sessions={sessions} />
      <ApiKeysCard keys={keys} workspaces={me.workspaces} here={slug} />
      <DeletedWorkspacesCard workspaces={deleted} />
      <AccountLogCard events={events} />
      <DeleteAccountCard email={me.email} />
    </>
  );
}
