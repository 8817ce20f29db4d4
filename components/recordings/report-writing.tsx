"use client";

import { CircleAlert } from "lucide-react";
import { Banner } from "@/components/ui/banner";
import { Spinner } from "@/components/ui/spinner";
import type { ReportWritingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { BusyButton } from "./busy-button";
import { sectionName } from "./section-name";
import type { ReportActions } from "./use-report";

type ReportWritingProps = {
  writing: ReportWritingDto;
  /** Null where the viewer changes nothing. */
  actions: ReportActions | null;
};

const words = t.recording.report;

/** That a model writes the report and how far it is, or why it could not. What was there before stands below. */
export function ReportWriting({ writing, actions }: ReportWritingProps) {
  const { status, windows, section, sectionId, sectionTitle, lineId, error } = writing;
  if (status === "writing") {
    const part = section ?? (sectionId ? "custom" : null);
    const what = part ? sectionName({ kind: part, title: sectionTitle }) : lineId ? words.oneLine : null;
    return (
      <Banner
        role="status"
        shape="card"
        icon={<Spinner className="mt-1 shrink-0" />}
        action={
          actions ? (
            <BusyButton size="sm" className="pointer-coarse:h-11" onPress={() => actions.stop(writing)}>
              {words.stop}
            </BusyButton>
          ) : null
        }
      >
        {words.writing(what)}
        {windows.total > 1 ? (
          <span className="ms-1 text-muted tabular-nums">{words.read(windows.done, windows.total)}</span>
        ) : null}
      </Banner>
    );
  }
  return (
    <Banner role="status" tone="danger" shape="card" icon={<CircleAlert aria-hidden="true" />}>
      <p>{error}</p>
      {actions ? (
        <div className="mt-2 flex flex-wrap gap-2">
          <BusyButton size="sm" className="pointer-coarse:h-11" onPress={() => actions.again(writing)}>
            {t.recording.menu.retry}
          </BusyButton>
          <BusyButton
            variant="ghost"
            size="sm"
            className="pointer-coarse:h-11"
            onPress={() => actions.stop(writing)}
          >
            {t.common.dismiss}
          </BusyButton>
        </div>
      ) : null}
    </Banner>
  );
}
