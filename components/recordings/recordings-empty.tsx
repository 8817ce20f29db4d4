import type { ReactNode } from "react";
import { Mark } from "@/components/citations/mark";
import { EmptyState } from "@/components/ui/empty-state";
import { t } from "@/lib/text/catalogue";
import { Bars } from "./bars";

/** What recordings are for, where there is none yet. */
export function RecordingsEmpty({ action }: { action: ReactNode }) {
  return (
    <EmptyState title={t.recording.emptyTitle} picture={<Picture />} action={action} className="mt-[6vh]">
      {action ? t.recording.empty : t.recording.emptyGuest}
    </EmptyState>
  );
}

const PEAKS = [40, 90, 160, 210, 150, 230, 120, 60, 140, 220, 180, 90, 30, 110, 200, 240, 160, 80, 50, 120];

function Picture() {
  const { title, quote, at } = t.recording.sample;
  return (
    <div className="mx-auto w-64 -rotate-1 rounded-md border border-line bg-raised p-4 text-start shadow-page">
      <p className="mb-2 flex items-center font-medium text-sm">
        {title}
        <span className="ms-auto font-normal text-muted text-xs">{at}</span>
      </p>
      <div className="h-8">
        <Bars peaks={PEAKS} count={40} share={0.4} />
      </div>
      <p className="mt-2 font-serif leading-relaxed">
        <Mark>{quote}</Mark>
      </p>
    </div>
  );
}
