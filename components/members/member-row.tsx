"use client";

import { LogOut, MoreHorizontal, UserCheck, UserMinus, UserX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { ListRow } from "@/components/ui/list";
import { toast } from "@/components/ui/toast-store";
import { ConfirmDialog } from "@/components/workspaces/confirm-dialog";
import { call } from "@/lib/core/call";
import { canDeactivate, canManageMember, canRemove } from "@/lib/members/rules";
import {
  type MemberDto,
  type MemberRole,
  removeMemberRoute,
  type UpdateMember,
  updateMemberRoute,
} from "@/lib/members/schema";
import { t } from "@/lib/text/catalogue";
import { RoleSelect } from "./role-select";

export type MemberRowViewer = { memberId: string; role: MemberRole };

type MemberRowProps = {
  workspace: { slug: string; name: string };
  viewer: MemberRowViewer;
  member: MemberDto;
};

/** One member, with what the viewer may do about them. */
export function MemberRow({ workspace, viewer, member }: MemberRowProps) {
  const text = t.settings.members;
  const isMe = member.id === viewer.memberId;
  const change = useMemberChange(workspace, member);
  return (
    <ListRow
      lead={<Avatar id={member.id} name={member.name} kind={member.kind} online={member.online} />}
      title={
        <span className="flex flex-wrap items-center gap-2">
          <span className="break-words">{member.name}</span>
          {isMe ? <Badge>{text.you}</Badge> : null}
          {member.kind === "assistant" ? <Badge>{text.assistant}</Badge> : null}
        </span>
      }
      detail={member.email ? <Address email={member.email} /> : null}
      trail={
        <div className="flex items-center gap-1">
          {member.kind === "person" ? (
            <RoleSelect
              viewer={viewer}
              member={member}
              onChange={(role) =>
                change({ role }, text.changed(member.name, text.role[role]), { role: member.role })
              }
            />
          ) : null}
          <MemberMenu workspace={workspace} viewer={viewer} member={member} change={change} />
        </div>
      }
      className="items-center"
    />
  );
}

/** Breaks after the @ where it is too long for the line. */
function Address({ email }: { email: string }) {
  const at = email.lastIndexOf("@") + 1;
  return (
    <span className="block break-words text-sm">
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </span>
  );
}

type Change = (to: UpdateMember, message: string, back: UpdateMember) => Promise<void>;

/** Changes a member at once and says so, with a way back. */
function useMemberChange(workspace: { slug: string }, member: MemberDto): Change {
  const router = useRouter();
  const params = { workspace: workspace.slug, memberId: member.id };
  return async (to, message, back) => {
    try {
      await call(updateMemberRoute, { params, body: to });
      router.refresh();
      const undo = async () => {
        await call(updateMemberRoute, { params, body: back }).catch(tellFailure);
        router.refresh();
      };
      toast({ message, action: { label: t.common.undo, onSelect: () => void undo() } });
    } catch (error) {
      tellFailure(error);
      router.refresh();
    }
  };
}

function MemberMenu({ workspace, viewer, member, change }: MemberRowProps & { change: Change }) {
  const text = t.settings.members;
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const isMe = member.id === viewer.memberId;
  const isActive = member.status === "active";
  const actions = {
    deactivate: isActive && canDeactivate(viewer, member),
    activate: !isActive && canManageMember(viewer, member),
    remove: canRemove(viewer, member),
  };
  if (!Object.values(actions).some(Boolean)) return <span className="w-7" />;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={text.more(member.name)}>
            <MoreHorizontal aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {actions.deactivate ? (
            <DropdownMenuItem
              onSelect={() =>
                void change({ status: "deactivated" }, text.deactivated(member.name), { status: "active" })
              }
            >
              <UserX aria-hidden="true" />
              {text.deactivate}
            </DropdownMenuItem>
          ) : null}
          {actions.activate ? (
            <DropdownMenuItem
              onSelect={() =>
                void change({ status: "active" }, text.activated(member.name), { status: "deactivated" })
              }
            >
              <UserCheck aria-hidden="true" />
              {text.activate}
            </DropdownMenuItem>
          ) : null}
          {actions.remove ? (
            <DropdownMenuItem danger onSelect={() => setAsking(true)}>
              {isMe ? <LogOut aria-hidden="true" /> : <UserMinus aria-hidden="true" />}
              {isMe ? text.leave : text.remove}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={isMe ? text.leaveTitle(workspace.name) : text.removeTitle(member.name)}
        detail={isMe ? text.leaveDetail : text.removeDetail}
        confirm={isMe ? text.leave : text.remove}
        onConfirm={async () => {
          await call(removeMemberRoute, { params: { workspace: workspace.slug, memberId: member.id } });
          if (isMe) window.location.assign("/w");
          else {
            toast({ message: text.removed(member.name) });
            router.refresh();
          }
        }}
      />
    </>
  );
}
