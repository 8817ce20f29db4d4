"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { useStore } from "zustand";
import { keepFor } from "@/components/shell/kept-for";
import type { ConversationDto } from "@/lib/conversations/schema";
import type { MemberRole as Role } from "@/lib/members/schema";
import { type ConversationState, ConversationStore } from "./conversation-store";
import { type SidebarState, SidebarStore } from "./sidebar-store";

export type Person = { id: string; name: string; kind: "person" | "assistant" | "visitor" };

type WorkspaceFacts = {
  workspace: { id: string; slug: string; name: string };
  me: { memberId: string; userId: string; name: string; email: string; role: Role };
  people: Person[];
  /** No model is connected: answers are quotes. */
  isQuotesOnly: boolean;
};

type WorkspaceContextValue = WorkspaceFacts & {
  sidebar: SidebarStore;
  conversation: (id: string) => ConversationStore;
  nameOf: (memberId: string) => string;
};

const WorkspaceContext = createContext<WorkspaceContextValue | null>(null);

type ProviderProps = WorkspaceFacts & {
  conversations: ConversationDto[];
  inboxCount: number;
  children: ReactNode;
};

/** What the browser keeps of one workspace while it is open: one store for the sidebar, one for each conversation. */
export function WorkspaceProvider({ conversations, inboxCount, children, ...facts }: ProviderProps) {
  const [value] = useState<WorkspaceContextValue>(() => {
    keepFor(facts.me.userId);
    const slug = facts.workspace.slug;
    const stores = new Map<string, ConversationStore>();
    const names = new Map(facts.people.map((person) => [person.id, person.name]));
    return {
      ...facts,
      sidebar: new SidebarStore({ workspace: slug, memberId: facts.me.memberId }, conversations, inboxCount),
      conversation: (id) => {
        const store = stores.get(id) ?? new ConversationStore({ workspace: slug, conversationId: id });
        stores.set(id, store);
        return store;
      },
      nameOf: (memberId) => names.get(memberId) ?? "",
    };
  });
  return <WorkspaceContext.Provider value={value}>{children}</WorkspaceContext.Provider>;
}

export function useWorkspace(): WorkspaceContextValue {
  const value = useContext(WorkspaceContext);
  if (!value) throw new Error("useWorkspace needs a WorkspaceProvider above it.");
  return value;
}

export function useSidebar<T>(select: (state: SidebarState) => T): T {
  return useStore(useWorkspace().sidebar.state, select);
}

export function useConversation<T>(id: string, select: (state: ConversationState) => T): T {
  return useStore(useWorkspace().conversation(id).state, select);
}
