"use client";

import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/catalogue";
import { useRecorderState } from "./use-recorder";

const words = t.recorder.captions;
/** What fits beside the clock: the rest stands in the transcript. */
const SHOWN = 3;

/** What this browser has just written down, and what it is hearing. */
export function LiveCaptions() {
  const { state, lines, hearing } = useRecorderState(({ captions }) => captions);
  if (state === "off") return null;
  return (
    <section aria-label={words.title} className="rounded-lg border border-line bg-raised p-4">
      <h2 className="mb-2 font-medium text-muted text-sm">{words.title}</h2>
      <ol className="grid gap-1">
        {lines.slice(-SHOWN).map((line) => (
          <li key={line.id} data-caption className="flex items-baseline gap-3">
            <span className="w-14 shrink-0 text-muted text-sm tabular-nums">{clockTime(line.startMs)}</span>
            <p className="wrap-anywhere min-w-0 flex-1">{line.text}</p>
          </li>
        ))}
      </ol>
      {hearing ? <p className="wrap-anywhere ms-17 mt-1 text-muted">{hearing}</p> : null}
      <p role="status" className="mt-2 text-muted text-sm">
        {state === "failed" ? words.failed : words.provisional}
      </p>
    </section>
  );
}
