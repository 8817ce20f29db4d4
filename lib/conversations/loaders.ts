import "server-only";
import { cache } from "react";
import { notFound } from "@/lib/core/errors";
import { Id } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { listMessages, type MessagePage } from "@/lib/messages/queries";
import { getPageCtx, orNotFound } from "@/lib/web/page";
import { listParticipants } from "./participants/queries";
import { getConversation, getConversationDto, listConversations, toConversationCore } from "./queries";
import type { ConversationCore, ConversationDto, ParticipantDto } from "./schema";

const PAGE = 50;

export type LoadedConversation = {
  conversation: ConversationDto;
  snapshot: { conversation: ConversationCore; participants: ParticipantDto[]; page: MessagePage };
};

/** A conversation with a page of its messages: the newest, or around a message_seq; else the not-found page. */
export const loadConversation = cache(
  async (slug: string, id: string, around: number | null): Promise<LoadedConversation> => {
    const ctx = await getPageCtx(slug);
    const conversationId = await orNotFound(parseId(id));
    const load = read(ctx, async (tx) => {
      // The number comes first: what changes meanwhile is then told again, and never missed.
      const page = await listMessages(tx, conversationId, {
        limit: PAGE,
        ...(around === null ? {} : { around }),
      });
      const { items: participants } = await listParticipants(tx, conversationId, { limit: 100 });
      const conversation = toConversationCore((await getConversation(tx, conversationId)).conversation);
      return {
        conversation: await getConversationDto(tx, conversationId),
        snapshot: { conversation, participants, page },
      };
    });
    return orNotFound(load);
  },
);

async function parseId(id: string): Promise<string> {
  const parsed = Id.safeParse(id);
  if (!parsed.success) throw notFound("conversation");
  return parsed.data;
}

/** `?m=12`: a message_seq to begin at. Anything else is no wish. */
export function parseSeq(value: string | string[] | undefined): number | null {
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : null;
}

/** Everything the sidebar lists. */
export const loadSidebar = cache(async (slug: string): Promise<ConversationDto[]> => {
  const ctx = await getPageCtx(slug);
  const { items } = await read(ctx, (tx) => listConversations(tx, { joined: true, limit: 500 }));
  return items;
});
