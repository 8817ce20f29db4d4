"use client";

import { useEffect, useState } from "react";
import { useConversation } from "@/components/conversations/workspace-context";
import { t } from "@/lib/text/talk";

/** Who is typing, by name; it decays by itself. The line keeps its place so that nothing jumps. */
export function TypingLine({ conversationId }: { conversationId: string }) {
  const typing = useConversation(conversationId, (state) => state.typing);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (typing.length === 0) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [typing]);
  const names = typing.filter((one) => one.until > now).map((one) => one.name);
  return (
    <p
      role="status"
      aria-live="off"
      data-typing={names.length}
      className="h-5 truncate px-5 text-muted text-xs leading-5 max-md:px-4"
    >
      {t.message.typing(names)}
    </p>
  );
}
