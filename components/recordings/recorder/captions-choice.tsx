"use client";

import { useState } from "react";
import { BusyButton } from "@/components/recordings/busy-button";
import { Checkbox } from "@/components/ui/checkbox";
import { t } from "@/lib/text/catalogue";
import { installLanguage, type Listener } from "./speech";
import type { CaptionsLook } from "./use-captions-here";

const words = t.recorder.captions;

/**
 * Captions where this browser hears by itself, in the form by their language; elsewhere one sentence that says why not. Its place is kept while
 * the browser is asked, so that what is pressed below does not move.
 */
export function CaptionsChoice(look: CaptionsLook) {
  return (
    <div className="min-h-10">
      <Choice {...look} />
    </div>
  );
}

function Choice({ here, lookAgain }: CaptionsLook) {
  if (here === null) return null;
  if (here.state === "ready")
    return (
      <Checkbox
        name="captions"
        value={here.language}
        defaultChecked
        label={words.choose}
        hint={words.chooseHint}
      />
    );
  if (here.state === "installable") return <Install language={here.language} onDone={lookAgain} />;
  return <p className="text-pretty text-muted text-sm">{sentenceOf(here.why)}</p>;
}

function Install({ language, onDone }: { language: string; onDone: CaptionsLook["lookAgain"] }) {
  const [isRefused, setRefused] = useState(false);
  const install = async () => {
    setRefused(!(await installLanguage(language)));
    await onDone();
  };
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-pretty text-muted text-sm">{isRefused ? words.notFetched : words.installable}</p>
      <BusyButton size="sm" onPress={install} className="pointer-coarse:h-11">
        {words.install}
      </BusyButton>
    </div>
  );
}

function sentenceOf(why: "none" | "forbidden" | Listener): string {
  if (why === "none" || why === "forbidden") return words.off[why];
  return words.wouldHear(words.listeners[why]);
}
