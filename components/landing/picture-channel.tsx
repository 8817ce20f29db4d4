import { ArrowUp, AtSign, Hash, Plus, Smile } from "lucide-react";
import type { ReactNode } from "react";
import { AnswerLine } from "@/components/citations/answer-line";
import { ChipNumber } from "@/components/citations/chip-number";
import { Mark } from "@/components/citations/mark";
import { SourceIcon } from "@/components/citations/source-icon";
import { Avatar, AvatarStack } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Separator } from "@/components/ui/separator";
import { t } from "@/lib/text/visiting";
import type { Shown } from "./picture";

type PictureChannelProps = { shown: Shown; onShow: (n: Shown) => void };

const HERE = [
  { id: "ana-2", name: "Ana" },
  { id: "ben-1", name: "Ben" },
  { id: "cleo-1", name: "Cleo" },
];
const SOURCES = ["message", "document", "recording"] as const;

export function PictureChannel({ shown, onShow }: PictureChannelProps) {
  const { demo } = t.landing;
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <div className="flex h-13 shrink-0 items-center gap-2.5 border-line border-b px-5">
        <Hash aria-hidden="true" className="size-4" />
        <p className="font-semibold text-lg">{demo.channel}</p>
        <p className="min-w-0 flex-1 truncate text-muted">{demo.topic}</p>
        <div className="max-sm:hidden">
          <AvatarStack people={HERE} />
        </div>
      </div>
      <div className="flex min-h-0 flex-1 flex-col justify-end gap-4 overflow-hidden px-5 py-4">
        <Separator>{demo.today}</Separator>
        <Said id="ben-1" name="Ben" time={demo.ben.time}>
          {demo.ben.before}
          {shown === 1 ? <Mark>{demo.ben.quote}</Mark> : demo.ben.quote}
          {demo.ben.after}
        </Said>
        <Said id="ana-2" name="Ana" time={demo.ana.time}>
          <span className="font-medium text-accent">{demo.ana.mention}</span>
          {demo.ana.text}
        </Said>
        <Said id="assistant" name={t.landing.demo.assistant} kind="assistant" time={demo.answer.time}>
          <ol className="mt-1 grid gap-2.5">
            {SOURCES.map((sourceType, at) => (
              <Quoted
                key={sourceType}
                sourceType={sourceType}
                n={(at + 1) as Shown}
                shown={shown}
                onShow={onShow}
              />
            ))}
          </ol>
          <AnswerLine
            className="mt-3"
            parts={[t.citation.summary(SOURCES.length), t.citation.quotesOnly, t.citation.seconds(0.1)]}
          />
        </Said>
      </div>
      <Composer />
    </div>
  );
}

type SaidProps = {
  id: string;
  name: string;
  kind?: "person" | "assistant";
  time: string;
  children: ReactNode;
};

function Said({ id, name, kind = "person", time, children }: SaidProps) {
  return (
    <div className="flex items-start gap-3">
      <Avatar id={id} name={name} kind={kind} />
      <div className="min-w-0 flex-1 leading-normal">
        <p className="flex items-center gap-2 leading-tight">
          <span className="font-semibold">{name}</span>
          {kind === "assistant" ? <Badge>{t.landing.demo.assistant}</Badge> : null}
          <span className="text-muted text-sm tabular-nums">{time}</span>
        </p>
        {children}
      </div>
    </div>
  );
}

type QuotedProps = { sourceType: (typeof SOURCES)[number]; n: Shown } & PictureChannelProps;

/** One quote under the name of its source, as Quotes only answers. */
function Quoted({ sourceType, n, shown, onShow }: QuotedProps) {
  const { title, place } = t.landing.demo.sources[sourceType];
  return (
    <li>
      <p className="flex items-center gap-1.5 text-muted text-sm">
        <SourceIcon sourceType={sourceType} size={14} className="shrink-0" />
        <span className="truncate">
          {title}, {place}
        </span>
      </p>
      <p>
        {shown === n ? <Mark>{t.landing.demo.answer[sourceType]}</Mark> : t.landing.demo.answer[sourceType]}
        <ChipNumber
          n={n}
          active={shown === n}
          aria-label={t.citation.open(n, title, place)}
          onClick={() => onShow(n)}
          className="ms-1.5"
        />
      </p>
    </li>
  );
}

function Composer() {
  return (
    <div aria-hidden="true" className="select-none px-5 pb-4 max-md:hidden">
      <div className="rounded-lg border border-line bg-raised p-3 shadow-page">
        <p className="text-muted">{t.landing.demo.composer}</p>
        <div className="mt-2 flex items-center gap-4 text-muted">
          <Plus className="size-4" />
          <AtSign className="size-4" />
          <Smile className="size-4" />
          <span className="ms-auto inline-flex size-8 items-center justify-center rounded-md bg-accent text-accent-ink">
            <ArrowUp className="size-4" />
          </span>
        </div>
      </div>
    </div>
  );
}
