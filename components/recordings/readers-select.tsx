"use client";

import type { ComponentProps } from "react";
import { conversationTitle } from "@/components/conversations/conversation-name";
import { useSidebar, useWorkspace } from "@/components/conversations/workspace-context";
import { Select } from "@/components/ui/select";
import type { CreateRecording } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";

const words = t.recorder;
const EVERYONE = "workspace";
const ONLY_ME = "private";

type ReadersSelectProps = Omit<ComponentProps<typeof Select>, "defaultValue"> & {
  /** Whose readers are offered first, where they may be. */
  conversationId: string | null;
};

/** Chooses who may hear a recording: everyone, who reads one of one's conversations, or oneself. */
export function ReadersSelect({ conversationId, ...props }: ReadersSelectProps) {
  const { workspace } = useWorkspace();
  const conversations = useSidebar((state) => state.conversations);
  const shared = Object.values(conversations).filter(
    ({ kind, archivedAt }) => (kind === "channel" || kind === "direct") && archivedAt === null,
  );
  const isShared = shared.some(({ id }) => id === conversationId);
  return (
    <Select {...props} defaultValue={isShared ? (conversationId ?? EVERYONE) : EVERYONE}>
      <option value={EVERYONE}>{words.everyone(workspace.name)}</option>
      <option value={ONLY_ME}>{words.onlyMe}</option>
      {shared.map((one) => (
        <option key={one.id} value={one.id}>
          {words.inConversation(conversationTitle(one))}
        </option>
      ))}
    </Select>
  );
}

/** The readers that a choice stands for. */
export function readersOf(value: string): Pick<CreateRecording, "visibility" | "conversationId"> {
  if (value === EVERYONE || value === ONLY_ME) return { visibility: value };
  return { visibility: "conversation", conversationId: value };
}
