import type { Metadata } from "next";
import { InviteButton } from "@/components/invites/invite-button";
import { InvitesCard } from "@/components/invites/invites-card";
import { DeactivatedCard, MembersCard } from "@/components/members/members-card";
import { loadInvites } from "@/lib/invites/loaders";
import { rolesToInvite } from "@/lib/invites/rules";
import { loadMembers } from "@/lib/members/loaders";
import { t } from "@/lib/text/catalogue";
import { loadWorkspace } from "@/lib/workspaces/loaders";

export const metadata: Metadata = { title: t.settings.members.title };

type PageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function MembersPage({ params, searchParams }: PageProps) {
  const { workspace: slug } = await params;
  const { workspace, me } = await loadWorkspace(slug);
  const [{ members, nextCursor, deactivated }, invites] = await Promise.all([
    loadMembers(slug),
    loadInvites(slug),
  ]);
  const roles = rolesToInvite(me);
  const startsOpen = "invite" in (await searchParams);
  const viewer = { memberId: me.memberId, role: me.role };
  return (
    <>
      <MembersCard
        workspace={workspace}
        viewer={viewer}
        members={members}
        nextCursor={nextCursor}
        action={
          roles.length > 0 ? <InviteButton slug={slug} roles={roles} startsOpen={startsOpen} /> : undefined
        }
      />
      {roles.length > 0 ? <InvitesCard slug={slug} invites={invites} /> : null}
      <DeactivatedCard workspace={workspace} viewer={viewer} members={deactivated} />
    </>
  );
}
