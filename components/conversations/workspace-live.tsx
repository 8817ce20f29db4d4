"use client";

import { useEffect } from "react";
import { hearSource } from "@/components/citations/hear-source";
import { useConnectionState, useTopic } from "@/components/realtime/use-topic";
import { hearShownTasks } from "@/components/tasks/shown-tasks";
import { topics } from "@/lib/core/event";
import { personalEvents, readEvent, toChange, workspaceEvents } from "./read-event";
import { useSidebar, useWorkspace } from "./workspace-context";

/** Keeps the sidebar true: hears one's own topic, the workspace's, and those of the private conversations one is in. */
export function WorkspaceLive() {
  const { me } = useWorkspace();
  const conversations = useSidebar((state) => state.conversations);
  const quiet = Object.values(conversations).filter(
    (one) => one.visibility === "private" || me.role === "guest",
  );
  return (
    <>
      <PersonalTopic />
      {me.role === "guest" ? null : <WorkspaceTopic />}
      {quiet.map((one) => (
        <QuietTopic key={one.id} conversationId={one.id} />
      ))}
    </>
  );
}

function PersonalTopic() {
  const { me, sidebar, workspace } = useWorkspace();
  useTopic(topics.member(me.memberId), {
    onEvent(name, payload) {
      hearSource(workspace.slug, name, payload);
      const read = readEvent(personalEvents.readChanged, name, payload);
      if (read) sidebar.setRead(read.conversationId, read.lastReadSeq, read.mentions);
      const listed = readEvent(personalEvents.conversationListChanged, name, payload);
      if (listed?.gone) sidebar.drop(listed.conversationId);
      else if (listed) void sidebar.reload(listed.conversationId);
      if (name === "task.changed") void sidebar.refreshInbox();
      const inbox = readEvent(personalEvents.inboxChanged, name, payload);
      if (inbox) {
        void sidebar.refreshInbox();
        void sidebar.reload(inbox.conversationId);
      }
    },
    onReady: () => void sidebar.refresh().catch(() => undefined), // the next event tells what is missed
  });
  return null;
}

function WorkspaceTopic() {
  const { workspace, sidebar } = useWorkspace();
  useTopic(topics.workspace(workspace.id), {
    onEvent(name, payload) {
      hearSource(workspace.slug, name, payload);
      const bumped = readEvent(workspaceEvents.conversationBumped, name, payload);
      if (bumped) sidebar.bump(bumped.id, bumped);
      const changed = readEvent(workspaceEvents.workspaceChanged, name, payload);
      // Deleted, or the demo told anew: a whole page load, because nothing here is there any more.
      if (changed?.gone) window.location.assign("/w");
      const presence = readEvent(workspaceEvents.presenceChanged, name, payload);
      if (presence) sidebar.setOnline(presence.memberId, presence.online);
    },
    onReady: () => void sidebar.refreshPresence().catch(() => undefined), // it is a hint: the next event tells
  });
  return null;
}

/** A conversation that is not on screen: its numbers move the count, and its store stays current if it was opened before. */
function QuietTopic({ conversationId }: { conversationId: string }) {
  const { sidebar, conversation, workspace } = useWorkspace();
  useTopic(topics.conversation(conversationId), {
    onEvent(name, payload) {
      hearSource(workspace.slug, name, payload);
      hearShownTasks(workspace.slug, name, payload);
      const change = toChange(name, payload);
      if (!change) return;
      if (change.message?.seq && change.kind === "message.created") {
        const { seq, author } = change.message;
        sidebar.bump(conversationId, { eventSeq: change.seq, messageSeq: seq, senderId: author.id });
      }
      if (change.conversation) sidebar.setCore(change.conversation);
      const store = conversation(conversationId);
      if (store.state.getState().ready) store.receive(change);
    },
  });
  return null;
}

const POLL_MS = 10_000;

/** While the socket is down, changes are asked for every 10 seconds; when it is back, what waits is sent. */
export function usePolling(conversationId: string): void {
  const { conversation, sidebar } = useWorkspace();
  const connection = useConnectionState();
  useEffect(() => {
    const store = conversation(conversationId);
    if (connection === "live") {
      store.sender.retry();
      return;
    }
    const timer = setInterval(() => {
      void store.catchUp();
      void sidebar.refresh().catch(() => undefined);
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [connection, conversation, conversationId, sidebar]);
}
