import { cn } from "@/components/ui/cn";
import { t } from "@/lib/text/catalogue";
import { changedWords } from "./compared-words";
import { Mark } from "./mark";

type ComparedProps = {
  before: string;
  /** Null: nothing like it is there any more. */
  now: string | null;
  className?: string;
};

/** What was said and what is said today, side by side, the words that differ marked. */
export function Compared({ before, now, className }: ComparedProps) {
  const changed = changedWords(before, now ?? "");
  return (
    <dl
      className={cn("grid grid-cols-2 gap-4 max-sm:grid-cols-1 max-sm:gap-2", className)}
      aria-live="polite"
    >
      <div>
        <dt className="mb-1 font-medium text-muted text-xs">{t.citation.before}</dt>
        <dd className="break-words font-serif">
          {now === null ? <Mark>{before}</Mark> : <Marked text={before} {...changed.old} />}
        </dd>
      </div>
      <div>
        <dt className="mb-1 font-medium text-muted text-xs">{t.citation.now}</dt>
        <dd className={now === null ? "text-muted" : "break-words font-serif"}>
          {now === null ? t.citation.noLonger : <Marked text={now} {...changed.now} />}
        </dd>
      </div>
    </dl>
  );
}

function Marked({ text, start, end }: { text: string; start: number; end: number }) {
  if (start === end) return text;
  return (
    <>
      {text.slice(0, start)}
      <Mark>{text.slice(start, end)}</Mark>
      {text.slice(end)}
    </>
  );
}
