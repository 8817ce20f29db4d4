"use client";

import {
  Archive,
  ChevronLeft,
  Hash,
  Lock,
  LogOut,
  MessageSquareQuote,
  Mic,
  MoreHorizontal,
  Pencil,
  Trash2,
  UserPlus,
  Users,
} from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { usePaneControl } from "@/components/shell/pane";
import { recorderPath, workspacePath } from "@/components/shell/paths";
import { tellFailure } from "@/components/shell/tell";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { PageHeader } from "@/components/ui/page-header";
import { toast } from "@/components/ui/toast-store";
import { untilLoaded } from "@/components/ui/until-loaded";
import { archiveConversation, leaveConversation } from "@/lib/conversations/client";
import { canInvite, canManage } from "@/lib/conversations/rules";
import type { ConversationDto, ParticipantDto } from "@/lib/conversations/schema";
import { canAddRecordings } from "@/lib/recordings/rules";
import { t } from "@/lib/text/talk";
import { conversationName, conversationTitle } from "./conversation-name";
import { useConversation, useSidebar, useWorkspace } from "./workspace-context";

// What is opened now and then is no part of the page's first script.
const AddPeopleDialog = dynamic(
  untilLoaded(() => import("./add-people-dialog").then((one) => one.AddPeopleDialog)),
  { ssr: false },
);
const EditChannelDialog = dynamic(
  untilLoaded(() => import("./edit-channel-dialog").then((one) => one.EditChannelDialog)),
  { ssr: false },
);
const DeleteDialog = dynamic(
  untilLoaded(() => import("./delete-dialog").then((one) => one.DeleteDialog)),
  { ssr: false },
);
const ParticipantList = dynamic(
  untilLoaded(() => import("./participant-list").then((one) => one.ParticipantList)),
  { ssr: false },
);

const FACES = 3;
type Opened = "add" | "edit" | "delete";

type ConversationHeaderProps = {
  conversation: ConversationDto;
  /** Before the faces. */
  aside?: ReactNode;
};

export function ConversationHeader({ conversation, aside }: ConversationHeaderProps) {
  const { workspace } = useWorkspace();
  const { openPane } = usePaneControl();
  const [dialog, setDialog] = useState<Opened | null>(null);
  const [lastDialog, setLastDialog] = useState(dialog); // stays, with what was typed in it
  const show = (one: Opened) => {
    setDialog(one);
    setLastDialog(one);
  };
  const core = useConversation(conversation.id, (state) => state.timeline.conversation) ?? conversation;
  const participants = useConversation(conversation.id, (state) => state.timeline.participants);
  const named = { ...conversation, name: core.name };
  const showPeople = () =>
    openPane({
      key: `people:${conversation.id}`,
      title: t.conversation.participants,
      icon: <Users />,
      detail: participants.length,
      body: <ParticipantList conversation={conversation} />,
    });
  return (
    <>
      <PageHeader
        lead={
          <>
            <Link
              href={workspacePath(workspace.slug)}
              aria-label={t.common.back}
              className="touch-target -ms-1 flex size-9 items-center justify-center rounded-md text-muted md:hidden"
            >
              <ChevronLeft aria-hidden="true" className="size-5" />
            </Link>
            <KindIcon conversation={conversation} />
          </>
        }
        title={conversationName(named)}
        detail={core.topic}
        actions={
          <>
            {aside}
            <button
              type="button"
              onClick={showPeople}
              className="touch-target flex items-center gap-1.5 rounded-md px-1.5 py-1 text-muted hover:bg-hover hover:text-ink"
            >
              <Faces participants={participants} />
              <span aria-hidden="true" className="text-sm tabular-nums">
                {participants.length}
              </span>
              <span className="sr-only">{t.conversation.people(participants.length)}</span>
            </button>
            <HeaderMenu
              conversation={conversation}
              onPeople={showPeople}
              onAdd={() => show("add")}
              onEdit={() => show("edit")}
              onDelete={() => show("delete")}
            />
          </>
        }
      />
      {lastDialog === "add" ? (
        <AddPeopleDialog
          conversation={conversation}
          open={dialog !== null}
          onOpenChange={() => setDialog(null)}
        />
      ) : null}
      {lastDialog === "edit" ? (
        <EditChannelDialog
          key={`${core.name}:${core.topic}`}
          conversation={{ ...conversation, name: core.name, topic: core.topic }}
          open={dialog !== null}
          onOpenChange={() => setDialog(null)}
        />
      ) : null}
      {lastDialog === "delete" ? (
        <DeleteDialog
          conversation={named}
          open={dialog !== null}
          onOpenChange={(open) => setDialog(open ? "delete" : null)}
        />
      ) : null}
    </>
  );
}

function KindIcon({ conversation }: { conversation: ConversationDto }) {
  const [other] = conversation.others;
  if (conversation.kind === "direct" && other) return <OtherFace other={other} />;
  const classes = "size-5 shrink-0 text-muted";
  if (conversation.kind === "chat") return <MessageSquareQuote aria-hidden="true" className={classes} />;
  if (conversation.visibility === "private") return <Lock aria-hidden="true" className={classes} />;
  return <Hash aria-hidden="true" className={classes} />;
}

function OtherFace({ other }: { other: ConversationDto["others"][number] }) {
  const online = useSidebar((state) => state.online[other.memberId]) ?? other.online;
  return <Avatar id={other.memberId} name={other.name} kind={other.kind} size="sm" online={online} />;
}

function Faces({ participants }: { participants: ParticipantDto[] }) {
  return (
    <span className="flex -space-x-1.5 max-sm:hidden">
      {participants.slice(0, FACES).map((one) => (
        <Avatar
          key={one.memberId}
          id={one.memberId}
          name={one.name}
          kind={one.kind}
          size="sm"
          className="rounded-full ring-2 ring-surface"
        />
      ))}
    </span>
  );
}

type HeaderMenuProps = {
  conversation: ConversationDto;
  onPeople: () => void;
  onAdd: () => void;
  onEdit: () => void;
  onDelete: () => void;
};

function HeaderMenu({ conversation, onPeople, onAdd, onEdit, onDelete }: HeaderMenuProps) {
  const { me, workspace, sidebar } = useWorkspace();
  const router = useRouter();
  const viewer = { memberId: me.memberId, role: me.role, participantRole: conversation.role };
  const place = { workspace: workspace.slug, conversationId: conversation.id };
  const act = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      toast({ message: done });
      router.refresh();
    } catch (error) {
      tellFailure(error);
    }
  };
  const leave = () =>
    act(
      async () => {
        await leaveConversation(place);
        sidebar.drop(conversation.id);
        router.push(workspacePath(workspace.slug));
      },
      t.conversation.left(conversationTitle(conversation)),
    );
  const archive = () =>
    act(
      () => archiveConversation(place, true),
      t.conversation.archivedToast(conversationTitle(conversation)),
    );
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={t.conversation.channelMenu} size="md">
          <MoreHorizontal />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={onPeople}>
          <Users /> {t.conversation.participants}
        </DropdownMenuItem>
        {conversation.kind !== "chat" && canAddRecordings(me) ? (
          <DropdownMenuItem onSelect={() => router.push(recorderPath(workspace.slug, conversation.id))}>
            <Mic /> {t.conversation.record}
          </DropdownMenuItem>
        ) : null}
        {canInvite(viewer, conversation) ? (
          <DropdownMenuItem onSelect={onAdd}>
            <UserPlus /> {t.conversation.addPeople}
          </DropdownMenuItem>
        ) : null}
        {conversation.joined && conversation.kind !== "direct" ? (
          <>
            <DropdownMenuSeparator />
            {canManage(viewer, conversation) ? (
              <>
                <DropdownMenuItem onSelect={onEdit}>
                  <Pencil /> {t.conversation.rename}
                </DropdownMenuItem>
                <DropdownMenuItem onSelect={() => void archive()}>
                  <Archive /> {t.conversation.archive}
                </DropdownMenuItem>
                <DropdownMenuItem danger onSelect={onDelete}>
                  <Trash2 /> {t.conversation.delete}
                </DropdownMenuItem>
              </>
            ) : null}
            <DropdownMenuItem onSelect={() => void leave()}>
              <LogOut /> {t.conversation.leave}
            </DropdownMenuItem>
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
