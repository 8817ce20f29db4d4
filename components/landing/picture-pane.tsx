import { Play } from "lucide-react";
import { Mark } from "@/components/citations/mark";
import { SourceIcon } from "@/components/citations/source-icon";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { t } from "@/lib/text/visiting";
import type { Shown } from "./picture";

const SOURCES = { 1: "message", 2: "document", 3: "recording" } as const;

/** The source of the chosen quote, at the place where the words stand. */
export function PicturePane({ shown }: { shown: Shown }) {
  const sourceType = SOURCES[shown];
  const { title, place } = t.landing.demo.sources[sourceType];
  return (
    <div
      role="status"
      className="flex w-[24rem] shrink-0 flex-col border-line bg-raised max-xl:w-[20rem] max-md:w-full max-md:border-t md:border-s"
    >
      <div className="flex h-13 shrink-0 items-center gap-2.5 border-line border-b px-5">
        <SourceIcon sourceType={sourceType} className="shrink-0 text-muted" />
        <p className="min-w-0 flex-1 truncate font-medium">{title}</p>
        <p className="shrink-0 text-muted text-sm tabular-nums">{place}</p>
      </div>
      <div key={shown} className="min-h-0 flex-1 animate-appear overflow-hidden p-4">
        {shown === 1 ? <MessageSource /> : null}
        {shown === 2 ? <PageSource /> : null}
        {shown === 3 ? <RecordingSource /> : null}
      </div>
    </div>
  );
}

function MessageSource() {
  const { ben, cleo } = t.landing.demo;
  return (
    <div className="grid gap-5">
      <div className="flex gap-3">
        <Avatar id="ben-1" name="Ben" />
        <p>
          <span className="font-semibold">Ben</span> <span className="text-muted text-sm">{ben.time}</span>
          <br />
          {ben.before}
          <Mark>{ben.quote}</Mark>
          {ben.after}
        </p>
      </div>
      <div className="flex gap-3">
        <Avatar id="cleo-1" name="Cleo" />
        <p>
          <span className="font-semibold">Cleo</span> <span className="text-muted text-sm">{cleo.time}</span>
          <br />
          {cleo.text}
        </p>
      </div>
    </div>
  );
}

function PageSource() {
  const { page } = t.landing.demo;
  return (
    <div className="grid min-h-full content-start gap-3 border border-line bg-surface p-6 font-serif text-lg leading-normal shadow-page">
      <p className="font-semibold text-xl">{page.heading}</p>
      {page.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p>
        <Mark>{page.quote}</Mark>
      </p>
    </div>
  );
}

/** Bars of a made-up loudness, the same at every look. */
const BARS = Array.from(
  { length: 56 },
  (_, at) => 20 + Math.abs(Math.sin(at * 1.7) * 55 + Math.sin(at * 0.6) * 25),
);
const PLAYED = 13;

function RecordingSource() {
  return (
    <div className="grid gap-4">
      <div aria-hidden="true" className="flex items-center gap-3">
        <span className="inline-flex size-9 shrink-0 items-center justify-center rounded-full bg-accent text-accent-ink">
          <Play className="size-4" />
        </span>
        <span className="flex h-9 min-w-0 flex-1 items-center gap-0.5">
          {BARS.map((height, at) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
              key={at}
              className={cn("w-0.5 flex-1 rounded-full", at < PLAYED ? "bg-accent" : "bg-line")}
              style={{ height: `${height}%` }}
            />
          ))}
        </span>
        <span className="text-sm tabular-nums">0:41</span>
      </div>
      {t.landing.demo.transcript.map((line) => (
        <div key={line.at} className="grid grid-cols-[2.5rem_1fr] gap-2">
          <span
            className={cn("text-sm tabular-nums", line.isQuote ? "font-semibold text-accent" : "text-muted")}
          >
            {line.at}
          </span>
          <p>
            <span className="block font-semibold text-sm">{line.name}</span>
            {line.isQuote ? <Mark>{line.text}</Mark> : line.text}
          </p>
        </div>
      ))}
    </div>
  );
}
