import type { ConversationDto } from "@/lib/conversations/schema";
import { t } from "@/lib/text/talk";

type Named = Pick<ConversationDto, "kind" | "name" | "others">;

/** As it is listed: "launch", "Ben, Cleo", "Launch questions". */
export function conversationName({ kind, name, others }: Named): string {
  if (kind === "direct") return others.map((other) => other.name).join(", ");
  return name ?? t.conversation.untitledChat;
}

/** As it is spoken of in a sentence: "#launch". */
export function conversationTitle(conversation: Named): string {
  const name = conversationName(conversation);
  return conversation.kind === "channel" ? `#${name}` : name;
}
