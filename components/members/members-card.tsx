"use client";

import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { List } from "@/components/ui/list";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { call } from "@/lib/core/call";
import { listMembersRoute, type MemberDto } from "@/lib/members/schema";
import { t } from "@/lib/text/catalogue";
import { MemberRow, type MemberRowViewer } from "./member-row";

type MembersCardProps = {
  workspace: { slug: string; name: string };
  viewer: MemberRowViewer;
  members: MemberDto[];
  nextCursor: string | null;
  action?: React.ReactNode;
};

/** Who is in the workspace. */
export function MembersCard({ workspace, viewer, members, nextCursor, action }: MembersCardProps) {
  const text = t.settings.members;
  const [more, setMore] = useState<{ members: MemberDto[]; cursor: string | null }>({
    members: [],
    cursor: nextCursor,
  });
  const [busy, setBusy] = useState(false);
  const all = [...members, ...more.members];
  const people = all.filter((member) => member.kind === "person").length;

  async function loadMore(cursor: string) {
    setBusy(true);
    try {
      const page = await call(listMembersRoute, {
        params: { workspace: workspace.slug },
        query: { cursor, limit: 100 },
      });
      setMore({ members: [...more.members, ...page.items], cursor: page.nextCursor });
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <SettingsCard title={text.title} detail={text.count(people)} action={action}>
      <List className="border-line border-t">
        {all.map((member) => (
          <MemberRow key={member.id} workspace={workspace} viewer={viewer} member={member} />
        ))}
      </List>
      {more.cursor ? (
        <SettingsBody className="pt-4">
          <Button busy={busy} onClick={() => more.cursor && loadMore(more.cursor)}>
            {text.loadMore}
          </Button>
        </SettingsBody>
      ) : null}
    </SettingsCard>
  );
}

/** Who has no access any more, and could have again. */
export function DeactivatedCard({
  workspace,
  viewer,
  members,
}: Omit<MembersCardProps, "nextCursor" | "action">) {
  if (members.length === 0) return null;
  return (
    <SettingsCard title={t.settings.members.showDeactivated}>
      <List className="border-line border-t">
        {members.map((member) => (
          <MemberRow key={member.id} workspace={workspace} viewer={viewer} member={member} />
        ))}
      </List>
    </SettingsCard>
  );
}
