"use client";

import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { TemplateDto } from "@/lib/recordings/templates/schema";
import { t } from "@/lib/text/catalogue";

type ChangedMeanwhileProps = {
  /** As it is now; null where it was deleted. */
  now: TemplateDto | null;
  onTake: (now: TemplateDto) => void;
  /** Saving puts what is written here in its place. */
  onKeep: () => void;
};

const words = t.template.editor.meanwhile;

/** Somebody else changed or deleted what is being edited: said when it happens, not when it is saved. */
export function ChangedMeanwhile({ now, onTake, onKeep }: ChangedMeanwhileProps) {
  return (
    <Banner role="status" tone="mark" shape="card">
      <p>{now ? words.changed : words.deleted}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        {now ? (
          <Button size="sm" className="pointer-coarse:h-11" onClick={() => onTake(now)}>
            {words.take}
          </Button>
        ) : null}
        <Button size="sm" className="pointer-coarse:h-11" onClick={onKeep}>
          {now ? words.keep : words.anew}
        </Button>
      </div>
    </Banner>
  );
}
