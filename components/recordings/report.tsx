"use client";

import { History } from "lucide-react";
import { useState } from "react";
import { Compared } from "@/components/citations/compared";
import { Mark } from "@/components/citations/mark";
import { tellFailure } from "@/components/shell/tell";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { findWords } from "@/components/viewers/find-words";
import type { ReportDto, ReportLineDto } from "@/lib/recordings/reports/schema";
import { t } from "@/lib/text/catalogue";
import { PlayFrom } from "./play-from";

type ReportProps = {
  report: ReportDto;
  onPlay: (ms: number) => void;
  /** Writes all of it anew, or one line. Null where the viewer changes nothing. */
  onWrite: ((lineId?: string) => Promise<void>) | null;
};

const words = t.recording.report;

/** What came of it. Every line plays its second; what was said word for word is marked in a line that says more. */
export function Report({ report, onPlay, onWrite }: ReportProps) {
  const sections = report.sections.filter(({ lines }) => lines.length > 0);
  return (
    <section aria-label={words.label} className="grid gap-6">
      {report.stale ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
          {words.stale}
          {onWrite ? (
            <Busy onPress={() => onWrite()} variant="quiet" size="inline" className="touch-target">
              {words.anew}
            </Busy>
          ) : null}
        </p>
      ) : null}
      {sections.map(({ kind, lines }) => (
        <div key={kind}>
          <h2 className="mb-2 font-medium text-muted text-sm">{words.sections[kind]}</h2>
          <ul className="grid gap-2">
            {lines.map((line) => (
              <li key={line.id} data-line={line.stale ? "stale" : "fresh"}>
                <div className="flex items-baseline gap-3">
                  <PlayFrom atMs={line.startMs} onPlay={onPlay} />
                  <p className="min-w-0 font-serif text-lg leading-relaxed">
                    <Said line={line} />
                    <Who line={line} />
                  </p>
                </div>
                {line.stale ? <Changed line={line} onRedo={onWrite && (() => onWrite(line.id))} /> : null}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** What the line rests on says something else today. It stays as it is until somebody says Redo. */
function Changed({ line, onRedo }: { line: ReportLineDto; onRedo: (() => Promise<void>) | null }) {
  return (
    <Banner
      role="status"
      tone="mark"
      shape="card"
      icon={<History aria-hidden="true" />}
      className="mt-1 lg:ms-17"
      action={
        onRedo ? (
          <Busy onPress={onRedo} size="sm" title={words.redoHint} className="pointer-coarse:h-11">
            {words.redo}
          </Busy>
        ) : null
      }
    >
      <p>{words.changed}</p>
      <Compared before={line.quote} now={line.today} className="mt-2" />
    </Banner>
  );
}

type BusyProps = Pick<React.ComponentProps<typeof Button>, "variant" | "size" | "title" | "className"> & {
  onPress: () => Promise<void>;
  children: React.ReactNode;
};

function Busy({ onPress, ...props }: BusyProps) {
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    await onPress().catch(tellFailure);
    setBusy(false);
  };
  return <Button busy={busy} onClick={() => void press()} {...props} />;
}

function Said({ line: { text, quote } }: { line: ReportLineDto }) {
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

function Who({ line: { speaker, owner, due } }: { line: ReportLineDto }) {
  const who = [owner ?? speaker, due].filter(Boolean).join(", ");
  return who ? <span className="ms-2 font-sans text-base text-muted">{who}</span> : null;
}
