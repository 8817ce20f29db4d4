"use client";

import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { pinQuestion, unpinQuestion } from "@/lib/sources/pins/client";
import type { PinDto } from "@/lib/sources/pins/schema";
import { t } from "@/lib/text/catalogue";
import { PinsCard } from "./pins-card";
import { RetrievalCard } from "./retrieval-card";

const words = t.search.pins;

/** Trying questions, and the ones that were pinned to be tried again: what one finds in the first becomes what the second expects. */
export function RetrievalRoom({ slug, pins: loaded }: { slug: string; pins: PinDto[] }) {
  const [pins, setPins] = useState(loaded);
  const pin = async ({ question, sourceId }: Pick<PinDto, "question" | "sourceId">) => {
    try {
      const made = await pinQuestion({ workspace: slug }, { question, sourceId });
      setPins((before) => [made, ...before.filter(({ id }) => id !== made.id)]);
      toast({ message: words.pinned(made.title) });
    } catch (error) {
      tellFailure(error);
    }
  };
  const unpin = async (one: PinDto) => {
    setPins((before) => before.filter(({ id }) => id !== one.id));
    try {
      await unpinQuestion({ workspace: slug, pinId: one.id });
      toast({
        message: words.unpinned,
        action: { label: t.common.undo, onSelect: () => void pin(one) },
      });
    } catch (error) {
      setPins((before) => [one, ...before]);
      tellFailure(error);
    }
  };
  return (
    <>
      <RetrievalCard
        slug={slug}
        isPinned={(question, sourceId) =>
          pins.some((one) => one.question === question && one.sourceId === sourceId)
        }
        onPin={(question, sourceId) => void pin({ question, sourceId })}
      />
      <PinsCard slug={slug} pins={pins} onUnpin={(one) => void unpin(one)} />
    </>
  );
}
