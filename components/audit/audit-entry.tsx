import { Time } from "@/components/ui/time";
import type { AuditEntryDto } from "@/lib/audit/schema";
import { snake } from "@/lib/core/case";
import { t } from "@/lib/text/catalogue";

/** Who did what, when, from where, and which fields were what before and after. */
export function AuditEntry({ entry }: { entry: AuditEntryDto }) {
  const text = t.settings.log;
  const fields = [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])];
  return (
    <li className="grid gap-1 px-4 py-3 lg:px-5">
      <div className="flex items-baseline gap-3">
        <span className="w-8 shrink-0 text-muted text-sm tabular-nums">{entry.seq}</span>
        <span className="min-w-0 flex-1">
          <span className="font-medium">{entry.actor.name}</span> {text.actions[entry.action] ?? entry.action}
        </span>
        <Time at={entry.createdAt} className="text-muted text-sm" />
      </div>
      {fields.length > 0 ? (
        <dl className="ms-11 grid gap-x-3 text-sm sm:grid-cols-[max-content_1fr]">
          {fields.map((field) => (
            <div key={field} className="contents">
              <dt className="text-muted">{snake(field).replaceAll("_", " ")}</dt>
              <dd className="break-words">
                <Change before={entry.before?.[field]} after={entry.after?.[field]} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {entry.ip ? <p className="ms-11 text-muted text-sm">{entry.ip}</p> : null}
    </li>
  );
}

function Change({ before, after }: { before: unknown; after: unknown }) {
  if (before === undefined) return written(after);
  if (after === undefined) return <s className="text-muted">{written(before)}</s>;
  return (
    <>
      <s className="text-muted">{written(before)}</s> <span aria-hidden="true">→</span> {written(after)}
    </>
  );
}

function written(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.map(written).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
