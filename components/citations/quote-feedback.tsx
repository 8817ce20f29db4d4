"use client";

import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { IconButton } from "@/components/ui/icon-button";
import { giveFeedback, takeFeedbackBack } from "@/lib/messages/feedback/client";
import { t } from "@/lib/text/talk";

type QuoteFeedbackProps = { workspace: string; messageId: string; n: number };

/** What one said of quotes since this page was loaded: the pane is made anew whenever a source opens. */
const said = new Map<string, boolean>();

/** Whether this quote helped: seen by the admins, who look after what is found. */
export function QuoteFeedback({ workspace, messageId, n }: QuoteFeedbackProps) {
  const key = `${messageId}:${n}`;
  const [helped, setHelped] = useState<boolean | null>(said.get(key) ?? null);
  const show = (value: boolean | null) => {
    if (value === null) said.delete(key);
    else said.set(key, value);
    setHelped(value);
  };
  const say = async (value: boolean) => {
    const before = helped;
    const place = { workspace, messageId, number: n };
    const next = before === value ? null : value;
    show(next);
    try {
      await (next === null ? takeFeedbackBack(place) : giveFeedback(place, next));
    } catch (error) {
      show(before);
      tellFailure(error);
    }
  };
  return (
    <span className="flex">
      <IconButton
        label={t.citation.feedback.helped}
        aria-pressed={helped === true}
        onClick={() => void say(true)}
      >
        <ThumbsUp className={helped === true ? "fill-accent-soft text-accent" : undefined} />
      </IconButton>
      <IconButton
        label={t.citation.feedback.didNot}
        aria-pressed={helped === false}
        onClick={() => void say(false)}
      >
        <ThumbsDown className={helped === false ? "fill-mark text-mark-ink" : undefined} />
      </IconButton>
    </span>
  );
}
