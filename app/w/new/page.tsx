import type { Metadata } from "next";
import { AccountPage, TextLink } from "@/components/users/account-page";
import { CreateWorkspaceForm } from "@/components/workspaces/create-workspace-form";
import { t } from "@/lib/text/catalogue";
import { loadMe } from "@/lib/users/loaders";

export const metadata: Metadata = { title: t.workspace.create.title };

export default async function NewWorkspacePage() {
  const { workspaces, email } = await loadMe("/w/new");
  return (
    <AccountPage
      title={t.workspace.create.title}
      lead={t.workspace.create.lead}
      foot={
        workspaces.length > 0 ? (
          <TextLink href="/w">{t.workspace.create.back}</TextLink>
        ) : (
          t.workspace.create.invited(email)
        )
      }
    >
      <CreateWorkspaceForm />
    </AccountPage>
  );
}
