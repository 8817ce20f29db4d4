"use client";

import { Checkbox } from "@/components/ui/checkbox";
import type { ReportDto, ReportLineDto } from "@/lib/recordings/reports/schema";
import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/catalogue";

const words = t.recording.post;
const MOST_FIRST = 5;

/** Decisions are what others ask about first, then what is to be done, and what the workspace asks for in its own words. */
const ORDER = ["decisions", "action_items", "custom", "summary", "open_questions", "risks", "quotes"];

/** What is proposed to be posted: the first lines of what matters most, none twice. */
export function firstLines(report: ReportDto): string[] {
  const sections = report.sections.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const wanted = unlike(sections.flatMap(({ lines }) => lines)).slice(0, MOST_FIRST);
  // Of what several sections say, the line that is shown is the one that is chosen.
  const shown = unlike(report.sections.flatMap(({ lines }) => lines));
  return shown.filter(({ text }) => wanted.some((line) => line.text === text)).map(({ id }) => id);
}

type PostLinesProps = {
  report: ReportDto;
  chosen: string[];
  most: number;
  onChange: (ids: string[]) => void;
};

/** The lines of the report, to choose from. Those whose words were corrected wait for their Redo. */
export function PostLines({ report, chosen, most, onChange }: PostLinesProps) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-medium">{words.lines(chosen.length)}</legend>
      {unlike(report.sections.flatMap(({ lines }) => lines)).map(({ id, text, startMs }) => {
        const isChosen = chosen.includes(id);
        return (
          <Checkbox
            key={id}
            checked={isChosen}
            disabled={!isChosen && chosen.length >= most}
            onChange={() => onChange(isChosen ? chosen.filter((one) => one !== id) : [...chosen, id])}
            label={
              <>
                <span className="me-2 text-muted text-sm tabular-nums">{clockTime(startMs)}</span>
                {text}
              </>
            }
          />
        );
      })}
    </fieldset>
  );
}

/** Without those that are stale, and without what another section says too. */
function unlike(lines: ReportLineDto[]): ReportLineDto[] {
  const fresh = lines.filter(({ stale }) => !stale);
  return fresh.filter((line, at) => fresh.findIndex(({ text }) => text === line.text) === at);
}
