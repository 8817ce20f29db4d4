"use client";

import { Link2, Mail } from "lucide-react";
import { useRouter } from "next/navigation";
import { tellFailure } from "@/components/shell/tell";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { List, ListRow } from "@/components/ui/list";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast-store";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { call } from "@/lib/core/call";
import { type InviteDto, revokeInviteRoute } from "@/lib/invites/schema";
import { t } from "@/lib/text/catalogue";

/** Invites that are still open. */
export function InvitesCard({ slug, invites }: { slug: string; invites: InviteDto[] }) {
  const text = t.settings.invites;
  return (
    <SettingsCard title={text.title} detail={text.detail}>
      {invites.length === 0 ? (
        <SettingsBody>
          <p className="text-muted">{text.empty}</p>
        </SettingsBody>
      ) : (
        <List className="border-line border-t">
          {invites.map((invite) => (
            <InviteRow key={invite.id} slug={slug} invite={invite} />
          ))}
        </List>
      )}
    </SettingsCard>
  );
}

function InviteRow({ slug, invite }: { slug: string; invite: InviteDto }) {
  const text = t.settings.invites;
  const router = useRouter();
  const name = invite.email ?? text.linkName;
  const Icon = invite.kind === "mail" ? Mail : Link2;

  async function revoke() {
    try {
      await call(revokeInviteRoute, { params: { workspace: slug, inviteId: invite.id } });
      toast({ message: text.revoked });
      router.refresh();
    } catch (error) {
      tellFailure(error);
    }
  }

  return (
    <ListRow
      lead={<Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />}
      title={
        <span className="flex flex-wrap items-center gap-2">
          <span className="break-all">{name}</span>
          <Badge>{t.settings.members.role[invite.role]}</Badge>
          {invite.mailPending ? <Badge tone="neutral">{text.mailPending}</Badge> : null}
        </span>
      }
      detail={
        <span className="flex flex-wrap gap-x-2 text-sm">
          {invite.kind === "link" ? <span>{text.uses(invite.uses, invite.maxUses)}</span> : null}
          <span>
            {text.until} <Time at={invite.expiresAt} show="until" />
          </span>
          <span>{text.by(invite.invitedBy.name)}</span>
        </span>
      }
      trail={
        <Button size="sm" aria-label={text.revokeLabel(name)} onClick={revoke}>
          {text.revoke}
        </Button>
      }
    />
  );
}
