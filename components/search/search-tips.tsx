import { t } from "@/lib/text/catalogue";

/** What may be typed besides words. */
export function SearchTips() {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
      {t.search.tips.map(({ typed, does }) => (
        <div key={typed} className="contents">
          <dt>
            <code className="rounded-xs bg-sunken px-1.5 py-0.5 font-mono text-sm">{typed}</code>
          </dt>
          <dd className="text-muted">{does}</dd>
        </div>
      ))}
    </dl>
  );
}
