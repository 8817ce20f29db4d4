import Link from "next/link";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { withNext } from "@/components/users/next-path";
import type { InviteViewDto } from "@/lib/invites/schema";
import { t } from "@/lib/text/catalogue";
import { AcceptInvite } from "./accept-invite";

type InviteCardProps = {
  token: string;
  invite: InviteViewDto;
  /** Who is signed in in this browser. */
  viewer: { name: string; email: string } | null;
};

/** What an invite leads to, and the next step for whoever holds it. */
export function InviteCard({ token, invite, viewer }: InviteCardProps) {
  const here = `/invite/${encodeURIComponent(token)}`;
  if (invite.isMember) {
    return (
      <Button asChild variant="primary" size="lg">
        <Link href={`/w/${invite.workspace.slug}`}>{t.invite.open(invite.workspace.name)}</Link>
      </Button>
    );
  }
  const forOther = viewer !== null && invite.email !== null && invite.email !== viewer.email;
  return (
    <div className="grid gap-4">
      <p className="rounded-lg border border-line bg-raised px-4 py-3">{t.invite.role[invite.role]}</p>
      {forOther ? <Banner shape="card">{t.invite.forOther(invite.email ?? "")}</Banner> : null}
      {viewer && !forOther ? (
        <>
          <AcceptInvite token={token} workspaceName={invite.workspace.name} />
          <p className="text-muted text-sm">{t.invite.as(viewer.name, viewer.email)}</p>
        </>
      ) : (
        <SignedOutSteps here={here} email={invite.email} />
      )}
    </div>
  );
}

function SignedOutSteps({ here, email }: { here: string; email: string | null }) {
  const known = email === null ? "" : `&email=${encodeURIComponent(email)}`;
  return (
    <div className="grid gap-2">
      <Button asChild variant="primary" size="lg">
        <Link href={`${withNext("/sign-up", here)}${known}`}>{t.invite.createToJoin}</Link>
      </Button>
      <Button asChild size="lg">
        <Link href={`${withNext("/sign-in", here)}${known}`}>{t.invite.signInToJoin}</Link>
      </Button>
    </div>
  );
}
