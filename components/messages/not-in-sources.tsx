"use client";

import { useRouter } from "next/navigation";
import { Mark } from "@/components/citations/mark";
import { useConversation, useWorkspace } from "@/components/conversations/workspace-context";
import { conversationPath } from "@/components/shell/paths";
import { tellFailure } from "@/components/shell/tell";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useOpenSource } from "@/components/viewers/use-open-source";
import { postConversation } from "@/lib/conversations/client";
import { withoutAssistant } from "@/lib/messages/rules";
import type { MessageDto } from "@/lib/messages/schema";
import type { ReceiptDto } from "@/lib/runs/schema";
import { t } from "@/lib/text/talk";
import { placeOf } from "./citation-of";
import { writeDraft } from "./draft";
import { useRun } from "./use-run";

const words = t.message.notInSources;

type Nearest = ReceiptDto["nearest"][number];

/** Under an answer that found nothing: what came closest, and somebody to ask. Looked up only where nothing is quoted. */
export function NotInSources({ message, runId }: { message: MessageDto; runId: string }) {
  const receipt = useRun(runId)?.receipt;
  if (!receipt?.notInSources) return null;
  const { nearest } = receipt;
  return (
    <div className="mt-2 max-w-xl rounded-lg border border-line bg-raised p-4">
      {nearest.length > 0 ? (
        <>
          <h4 className="mb-2 font-medium text-muted text-sm">{words.nearest}</h4>
          <ul className="mb-3 grid gap-2">
            {nearest.slice(0, 3).map((one) => (
              <NearestRow key={`${one.sourceId}:${one.quote}`} nearest={one} />
            ))}
          </ul>
        </>
      ) : null}
      <AskSomebody message={message} />
    </div>
  );
}

function NearestRow({ nearest }: { nearest: Nearest }) {
  const openSource = useOpenSource();
  const { anchor, sourceId, title, quote } = nearest;
  const sourceType =
    anchor.kind === "message" ? "conversation" : anchor.kind === "time" ? "recording" : "document";
  const open = () =>
    openSource(
      { sourceType, sourceId, anchor, title, quote, version: 0 },
      { key: `nearest:${sourceId}:${quote}` },
    );
  return (
    <li>
      <button
        type="button"
        onClick={open}
        className="block w-full rounded-md px-2 py-1 text-start hover:bg-hover"
      >
        <span className="line-clamp-2">
          <Mark>{quote}</Mark>
        </span>
        <span className="text-muted text-sm">{[title, placeOf(anchor)].filter(Boolean).join(", ")}</span>
      </button>
    </li>
  );
}

/** The question goes to a teammate as one's own words, ready to be sent. */
function AskSomebody({ message }: { message: MessageDto }) {
  const { workspace, me, people, sidebar } = useWorkspace();
  const router = useRouter();
  const question = useConversation(message.conversationId, ({ timeline }) => {
    const before = timeline.messages.filter(({ seq }) => (seq ?? 0) < (message.seq ?? 0));
    return before.findLast(({ role }) => role === "user")?.body ?? "";
  });
  const mates = people.filter(({ id, kind }) => kind === "person" && id !== me.memberId).slice(0, 12);
  if (mates.length === 0) return null;
  const ask = async (memberId: string) => {
    try {
      const params = { workspace: workspace.slug };
      const direct = await postConversation(params, { kind: "direct", participantIds: [memberId] });
      sidebar.put(direct);
      writeDraft(direct.id, withoutAssistant(question));
      router.push(conversationPath(workspace.slug, direct));
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm">{words.askSomebody}</Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuLabel>{words.who}</DropdownMenuLabel>
        {mates.map(({ id, name, kind }) => (
          <DropdownMenuItem key={id} onSelect={() => void ask(id)}>
            <Avatar id={id} name={name} kind={kind} size="xs" />
            {name}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
