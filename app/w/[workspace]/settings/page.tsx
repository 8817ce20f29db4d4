import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CaptionsCard } from "@/components/recordings/captions-card";
import { accountPath } from "@/components/shell/paths";
import { GeneralCard } from "@/components/workspaces/general-card";
import { DeleteWorkspaceCard, HandOverCard } from "@/components/workspaces/owner-cards";
import { SoundCard } from "@/components/workspaces/sound-card";
import { loadMembers } from "@/lib/members/loaders";
import { isAdmin } from "@/lib/members/rules";
import { loadOlderSound } from "@/lib/recordings/loaders";
import { t } from "@/lib/text/catalogue";
import { loadWorkspaceSettings } from "@/lib/workspaces/loaders";

export const metadata: Metadata = { title: t.settings.general.title };

type PageProps = { params: Promise<{ workspace: string }> };

export default async function GeneralSettingsPage({ params }: PageProps) {
  const { workspace: slug } = await params;
  const { workspace, role } = await loadWorkspaceSettings(slug);
  if (role === "guest") redirect(accountPath(slug));
  return (
    <>
      <GeneralCard
        key={workspace.slug}
        workspace={workspace}
        timeZones={["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")]}
        canEdit={isAdmin(role)}
      />
      {isAdmin(role) ? <CaptionsCard workspace={workspace} /> : null}
      <SoundCard workspace={workspace} older={await loadOlderSound(slug)} canEdit={isAdmin(role)} />
      {role === "owner" ? <OwnerCards slug={slug} workspace={workspace} /> : null}
    </>
  );
}

async function OwnerCards({ slug, workspace }: { slug: string; workspace: { slug: string; name: string } }) {
  const { members } = await loadMembers(slug);
  const heirs = members.filter(
    ({ kind, role }) => kind === "person" && (role === "admin" || role === "member"),
  );
  return (
    <>
      <HandOverCard workspace={workspace} heirs={heirs.map(({ id, name }) => ({ id, name }))} />
      <DeleteWorkspaceCard workspace={workspace} />
    </>
  );
}
