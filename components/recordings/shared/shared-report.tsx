import type { ReactNode } from "react";
import { MarkIcon } from "@/components/ui/mark-icon";
import { Time } from "@/components/ui/time";
import type { SharedLine, SharedReportDto } from "@/lib/recordings/sharing/opening/schema";
import { t } from "@/lib/text/listening";
import { OpeningNoted } from "./opening-noted";
import { SharedSecond, SharedSound } from "./shared-sound";

type SharedReportProps = { token: string; shared: SharedReportDto };

const words = t.sharedReport;

/** A report as those read it who were given a link: what came of it, and where it was chosen, its sound and its words. */
export function SharedReport({ token, shared }: SharedReportProps) {
  const { title, sound, durationMs, peaks } = shared;
  const content = <Content shared={shared} />;
  return (
    <div className="mx-auto flex min-h-dvh max-w-3xl flex-col px-5 pt-[max(1.25rem,var(--safe-top))] pb-8 sm:px-8">
      <OpeningNoted token={token} />
      <main id="content" className="grid grow content-start gap-6">
        <header className="grid gap-1">
          <h1 className="text-balance break-words font-semibold text-2xl">{title}</h1>
          <Origin shared={shared} />
        </header>
        {sound === "shared" ? (
          <SharedSound token={token} durationMs={durationMs} peaks={peaks}>
            {content}
          </SharedSound>
        ) : (
          content
        )}
      </main>
      <footer className="mt-12 flex items-center gap-2 text-muted text-sm">
        <MarkIcon width={18} height={18} className="text-accent" />
        {words.made}
      </footer>
    </div>
  );
}

function Origin({ shared: { sharedBy, workspace, recordedAt, expiresAt, isQuotesOnly } }: Shared) {
  return (
    <>
      <p className="text-pretty text-muted">
        {words.by(sharedBy, workspace)} {words.follows} {isQuotesOnly ? words.quotesOnly : words.byModel}
      </p>
      <p className="text-muted text-sm">
        {words.recorded} <Time at={recordedAt} show="until" /> · {words.ends}{" "}
        <Time at={expiresAt} show="until" />
      </p>
    </>
  );
}

type Shared = { shared: SharedReportDto };

function Content({ shared: { sections, sound, transcript } }: Shared) {
  const filled = sections.filter(({ kind, lines }) => kind === "custom" || lines.length > 0);
  return (
    <>
      {sound === "gone" ? <p className="text-muted">{words.soundGone}</p> : null}
      <section aria-label={words.label} className="grid gap-6">
        {filled.length === 0 ? <p className="text-muted">{words.empty}</p> : null}
        {filled.map(({ kind, title, lines }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the page is written once, and a section is its place
          <div key={place}>
            <Heading>{title ?? words.sections[kind]}</Heading>
            {lines.length === 0 ? <p className="text-muted">{words.nothing}</p> : null}
            <ul className="grid gap-2">
              {lines.map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the page is written once, and a line is its place
                <Line key={at} line={line} />
              ))}
            </ul>
          </div>
        ))}
      </section>
      {transcript ? <Transcript lines={transcript} /> : null}
    </>
  );
}

function Line({ line: { text, startMs, speaker, owner, due, stale } }: { line: SharedLine }) {
  const who = [owner ?? speaker, due].filter(Boolean).join(", ");
  return (
    <li className="flex items-baseline gap-3">
      <SharedSecond atMs={startMs} />
      <p className="min-w-0 break-words font-serif text-lg leading-relaxed">
        {text}
        {who ? <span className="ms-2 font-sans text-base text-muted">{who}</span> : null}
        {stale ? (
          <span className="block border-mark-line border-s-4 ps-2 font-sans text-muted text-sm">
            {words.stale}
          </span>
        ) : null}
      </p>
    </li>
  );
}

function Transcript({ lines }: { lines: NonNullable<SharedReportDto["transcript"]> }) {
  return (
    <section aria-label={words.transcript}>
      <Heading>{words.transcript}</Heading>
      <ol className="grid gap-2">
        {lines.map(({ startMs, speaker, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <li key={at} className="flex items-baseline gap-3">
            <SharedSecond atMs={startMs} />
            <p className="min-w-0 break-words leading-6">
              <span className="font-medium">{speaker ?? words.nobody}</span> {text}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <h2 className="mb-2 font-medium text-muted text-sm">{children}</h2>;
}
