"use client";

import { ChevronDown, Cpu, Settings2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useConversation, useWorkspace } from "@/components/conversations/workspace-context";
import { modelsPath } from "@/components/shell/paths";
import { tellFailure } from "@/components/shell/tell";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast-store";
import { canManage } from "@/lib/conversations/rules";
import { type ConversationDto, updateConversationRoute } from "@/lib/conversations/schema";
import { call } from "@/lib/core/call";
import { isAdmin } from "@/lib/members/rules";
import type { LoadedChoices } from "@/lib/models/schema";
import { t } from "@/lib/text/talk";

type ModelPickerProps = { conversation: ConversationDto; models: LoadedChoices };

/** The workspace's own choice, as a value of the list. */
const UNCHOSEN = "";

/** Who answers in this chat. The choice is the chat's: it is there tomorrow, on every device, and for whoever is in it. */
export function ModelPicker({ conversation, models }: ModelPickerProps) {
  const { workspace, me } = useWorkspace();
  const { id } = conversation;
  const stored = useConversation(id, (state) => state.timeline.conversation?.modelId);
  const [wanted, setWanted] = useState<string | null | undefined>(undefined);
  const modelId = wanted === undefined ? (stored === undefined ? conversation.modelId : stored) : wanted;
  const text = t.model.picker;
  const chosen = models.choices.find((one) => one.id === modelId);
  const name = chosen?.displayName ?? models.fallsTo;
  const viewer = { memberId: me.memberId, role: me.role, participantRole: conversation.role };
  if (!canManage(viewer, conversation)) return <Label name={name} />;

  async function choose(value: string) {
    const next = value === UNCHOSEN ? null : value;
    setWanted(next);
    try {
      await call(updateConversationRoute, {
        params: { workspace: workspace.slug, conversationId: id },
        body: { modelId: next },
      });
      const now = models.choices.find((one) => one.id === next)?.displayName ?? models.fallsTo;
      toast({ message: text.switched(now) });
    } catch (error) {
      setWanted(undefined);
      tellFailure(error);
    }
  }

  const hasPaid = models.choices.some(({ provider }) => provider !== "quotes");
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger
        aria-label={text.label(name)}
        className="touch-target flex min-w-0 items-center gap-1.5 rounded-md px-1.5 py-1 text-muted text-sm transition-colors hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
      >
        <span className="max-w-24 truncate sm:max-w-48">{name}</span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-72">
        <DropdownMenuLabel>{text.title}</DropdownMenuLabel>
        {hasPaid ? (
          <DropdownMenuRadioGroup
            value={chosen?.id ?? UNCHOSEN}
            onValueChange={(value) => void choose(value)}
          >
            <DropdownMenuRadioItem value={UNCHOSEN}>{text.fallsTo(models.fallsTo)}</DropdownMenuRadioItem>
            <DropdownMenuSeparator />
            {models.choices.map((one) => (
              <DropdownMenuRadioItem key={one.id} value={one.id} className="py-1">
                <span className="grid min-w-0">
                  <span className="truncate">{one.displayName}</span>
                  <span className="text-pretty text-muted text-sm">{one.host ?? text.quotesOnly}</span>
                </span>
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
        ) : (
          <p className="px-2 pb-2 text-muted text-sm">{text.onlyQuotes}</p>
        )}
        {isAdmin(me.role) ? (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem asChild>
              <Link href={modelsPath(workspace.slug)}>
                <Settings2 aria-hidden="true" />
                {text.settings}
              </Link>
            </DropdownMenuItem>
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** For who takes part but does not settle things here. */
function Label({ name }: { name: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5 px-1.5 text-muted text-sm">
      <Cpu aria-hidden="true" className="size-4 shrink-0" />
      <span className="max-w-24 truncate sm:max-w-48">{name}</span>
    </span>
  );
}
