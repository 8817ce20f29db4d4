import Link from "next/link";
import { jobsPath } from "@/components/shell/paths";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import type { IndexHealthDto } from "@/lib/documents/health/schema";
import { t } from "@/lib/text/catalogue";

const words = t.library.health;
const STATUSES = ["ready", "processing", "queued", "failed", "cancelled"] as const;
const KINDS = ["conversation", "document", "recording"] as const;

/** How the index is: how much can be found, what waits, and why something could not be read. */
export function HealthCard({ slug, health }: { slug: string; health: IndexHealthDto }) {
  const { documents, passages, oldestWaitingAt } = health;
  const total = KINDS.reduce((sum, kind) => sum + passages[kind], 0);
  return (
    <SettingsCard title={words.title} detail={words.detail}>
      <SettingsBody className="grid gap-6">
        <section>
          <h3 className="mb-2 font-medium">{words.found(total)}</h3>
          <dl className="grid gap-1.5">
            {KINDS.map((kind) => (
              <Bar key={kind} label={words.passages[kind]} value={passages[kind]} of={total} />
            ))}
          </dl>
        </section>
        <section>
          <h3 className="mb-2 font-medium">{words.documents}</h3>
          <dl className="grid grid-cols-[repeat(auto-fit,minmax(7rem,1fr))] gap-3">
            {STATUSES.map((status) => (
              <div key={status} className="rounded-md border border-line px-3 py-2">
                <dt className="text-muted text-sm">{words.statuses[status]}</dt>
                <dd
                  className={cn(
                    "font-semibold text-xl tabular-nums",
                    status === "failed" && documents.failed > 0 && "text-danger",
                  )}
                >
                  {documents[status]}
                </dd>
              </div>
            ))}
          </dl>
          <p className="mt-2 text-muted text-sm">
            {oldestWaitingAt ? (
              <>
                {words.lag} <Time at={oldestWaitingAt} />
              </>
            ) : (
              words.noLag
            )}
          </p>
        </section>
        <Meaning health={health} />
        <Faults health={health} />
        <Link
          href={`${jobsPath(slug)}?status=failed`}
          className="justify-self-start font-medium text-accent underline-offset-4 hover:underline"
        >
          {words.jobs}
        </Link>
      </SettingsBody>
    </SettingsCard>
  );
}

function Bar({ label, value, of }: { label: string; value: number; of: number }) {
  return (
    <div className="grid grid-cols-[8rem_1fr_4rem] items-center gap-3 text-sm">
      <dt className="text-muted">{label}</dt>
      <dd aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-line">
        <span className="block h-full bg-accent" style={{ width: `${of > 0 ? (100 * value) / of : 0}%` }} />
      </dd>
      <dd className="text-end tabular-nums">{value.toLocaleString("en")}</dd>
    </div>
  );
}

function Meaning({ health: { embedder } }: { health: IndexHealthDto }) {
  const text = words.meaning;
  return (
    <section>
      <h3 className="mb-2 font-medium">{text.title}</h3>
      {embedder === null ? (
        <p className="text-muted">{text.off}</p>
      ) : (
        <>
          <p className="break-words">{text.by(embedder.model, embedder.host)}</p>
          <p className="text-muted text-sm">
            {[
              embedder.isServing ? text.serving : text.building,
              embedder.pending > 0 ? `${text.pending(embedder.pending)}.` : null,
            ]
              .filter((part) => part !== null)
              .join(" ")}
          </p>
          {embedder.failure ? (
            <p className="mt-1 text-danger text-sm">{text.failure(embedder.failure)}</p>
          ) : null}
        </>
      )}
    </section>
  );
}

function Faults({ health: { faults } }: { health: IndexHealthDto }) {
  return (
    <section>
      <h3 className="mb-2 font-medium">{words.faults}</h3>
      {faults.length === 0 ? (
        <p className="text-muted">{words.none}</p>
      ) : (
        <ul className="divide-y divide-line">
          {faults.map(({ code, message, count }) => (
            <li key={code} className="flex items-baseline gap-3 py-2">
              <span className="w-10 shrink-0 text-end font-semibold tabular-nums">{count}</span>
              <span className="text-pretty text-muted">{message}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
