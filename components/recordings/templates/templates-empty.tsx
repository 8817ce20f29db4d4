import type { ReactNode } from "react";
import { Mark } from "@/components/citations/mark";
import { EmptyState } from "@/components/ui/empty-state";
import { t } from "@/lib/text/catalogue";

const words = t.template.page;

/** What a template of one's own is for, where there is none yet. */
export function TemplatesEmpty({ action }: { action: ReactNode }) {
  return (
    <EmptyState title={words.emptyTitle} picture={<Picture />} action={action} className="pt-4">
      {words.empty}
    </EmptyState>
  );
}

function Picture() {
  const { title, about, quote, at } = words.sample;
  return (
    <div className="mx-auto w-64 rotate-1 rounded-md border border-line bg-surface p-4 text-start shadow-page">
      <p className="font-medium text-sm">{title}</p>
      <p className="text-muted text-xs">{about}</p>
      <p className="mt-3 flex items-baseline gap-2 font-serif leading-relaxed">
        <span className="font-sans text-muted text-xs tabular-nums">{at}</span>
        <span className="min-w-0">
          <Mark>{quote}</Mark>
        </span>
      </p>
    </div>
  );
}
