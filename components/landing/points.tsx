import { Check, EyeOff, FileX } from "lucide-react";
import type { ReactNode } from "react";
import { ChipNumber } from "@/components/citations/chip-number";
import { Mark } from "@/components/citations/mark";
import { Badge } from "@/components/ui/badge";
import { t } from "@/lib/text/visiting";

/** Three promises, each with the part of the interface that keeps it. */
export function Points() {
  const { found, rights, machine } = t.landing.points;
  return (
    <section aria-label={t.landing.pointsTitle} className="grid gap-x-8 gap-y-10 py-16 md:grid-cols-3">
      <Point title={found.title} text={found.text}>
        <p className="font-serif text-lg">
          <Mark>{found.quote}</Mark> <ChipNumber n={1} tabIndex={-1} className="font-sans" />
        </p>
        <p className="mt-3 flex items-center gap-2 text-muted text-sm">
          <Check className="size-3.5 shrink-0 text-ok" />
          {t.citation.foundIn}
        </p>
        <p className="mt-1 flex items-center gap-2 text-muted text-sm">
          <FileX className="size-3.5 shrink-0" />
          {found.leftOut}
        </p>
      </Point>
      <Point title={rights.title} text={rights.text}>
        <p className="text-muted text-sm">{rights.strip}</p>
        <p className="mt-3 flex items-start gap-2.5 rounded-md border border-line-strong border-dashed px-3 py-2.5 text-muted">
          <EyeOff className="mt-0.5 size-4 shrink-0" />
          <span>
            {t.citation.privately} <span className="font-medium text-accent">{t.citation.openPrivately}</span>
          </span>
        </p>
      </Point>
      <Point title={machine.title} text={machine.text}>
        <ul className="divide-y divide-line">
          {machine.parts.map((part) => (
            <li key={part} className="flex items-center justify-between gap-3 py-1.5">
              {part}
              <Badge tone="accent">{machine.here}</Badge>
            </li>
          ))}
        </ul>
      </Point>
    </section>
  );
}

function Point({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div>
      <div
        aria-hidden="true"
        inert
        className="flex h-40 select-none flex-col justify-center rounded-lg border border-line bg-raised px-5"
      >
        {children}
      </div>
      <h2 className="mt-4 font-semibold text-lg">{title}</h2>
      <p className="mt-1 text-pretty text-muted">{text}</p>
    </div>
  );
}
