"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { fetchHearing, patchRecording } from "@/lib/recordings/client";
import type { HearingDto } from "@/lib/recordings/posts/schema";
import { recordingsOf } from "./recordings-store";

type Asked = { of: string; hearing: HearingDto | "unknown" };

/** Who of those that read a conversation could not hear a recording; null while it is asked. `give` makes that conversation its readers. */
export function useHearing(place: { workspace: string; recordingId: string }, conversationId: string) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = useEffectEvent((of: string) => {
    if (of === "") return;
    fetchHearing(place, of)
      .then((hearing) => setAsked({ of, hearing }))
      .catch(() => setAsked({ of, hearing: "unknown" }));
  });
  useEffect(() => ask(conversationId), [conversationId]);
  return {
    // An answer about the conversation that was chosen before says nothing about this one.
    hearing: asked?.of === conversationId ? asked.hearing : null,
    give: async () => {
      const readers = { visibility: "conversation" as const, conversationId };
      recordingsOf(place.workspace).put(await patchRecording(place, readers));
      setAsked({ of: conversationId, hearing: await fetchHearing(place, conversationId) });
    },
  };
}
