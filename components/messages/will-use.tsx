import { Eye } from "lucide-react";
import type { Person } from "@/components/conversations/workspace-context";
import { matchMentions } from "@/lib/messages/rules";
import { t } from "@/lib/text/talk";

type WillUseProps = { text: string; name: string; people: Person[] };

/** Before an assistant is asked in front of others: what the answer may rest on. */
export function WillUse({ text, name, people }: WillUseProps) {
  const isAsked = text.includes("@") && matchMentions(text, people).some(({ kind }) => kind === "assistant");
  return (
    <p role="status" className="flex items-center gap-2 w-full px-3.5 pt-2 text-muted text-sm empty:hidden">
      {isAsked ? (
        <>
          <Eye aria-hidden="true" className="size-4 shrink-0" />
          {name.startsWith("#") ? t.message.compose.willUse(name) : t.message.compose.willUseHere}
        </>
      ) : null}
    </p>
  );
}
