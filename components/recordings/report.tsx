"use client";

import { Mark } from "@/components/citations/mark";
import { findWords } from "@/components/viewers/find-words";
import type { ReportDto, ReportLine } from "@/lib/recordings/reports/schema";
import { t } from "@/lib/text/catalogue";
import { PlayFrom } from "./play-from";

type ReportProps = { report: ReportDto; onPlay: (ms: number) => void };

const words = t.recording.report;

/** What came of it. Every line plays its second; what was said word for word is marked in a line that says more. */
export function Report({ report, onPlay }: ReportProps) {
  const sections = report.sections.filter(({ lines }) => lines.length > 0);
  return (
    <section aria-label={words.label} className="grid gap-6">
      {report.stale ? <p className="text-muted text-sm">{words.stale}</p> : null}
      {sections.map(({ kind, lines }) => (
        <div key={kind}>
          <h2 className="mb-2 font-medium text-muted text-sm">{words.sections[kind]}</h2>
          <ul className="grid gap-2">
            {lines.map((line) => (
              <li key={line.id} className="flex items-baseline gap-3">
                <PlayFrom atMs={line.startMs} onPlay={onPlay} />
                <p className="min-w-0 font-serif text-lg leading-relaxed">
                  <Said line={line} />
                  <Who line={line} />
                </p>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Said({ line: { text, quote } }: { line: ReportLine }) {
  if (text === quote) return text;
  const [found] = findWords([text], quote);
  if (!found) return text;
  return (
    <>
      {text.slice(0, found.start)}
      <Mark>{text.slice(found.start, found.end)}</Mark>
      {text.slice(found.end)}
    </>
  );
}

function Who({ line: { speaker, owner, due } }: { line: ReportLine }) {
  const who = [owner ?? speaker, due].filter(Boolean).join(", ");
  return who ? <span className="ms-2 font-sans text-base text-muted">{who}</span> : null;
}
