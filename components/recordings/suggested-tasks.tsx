"use client";

import { Check, ChevronRight, X } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { makeTask } from "@/components/tasks/task-draft";
import { TaskLines } from "@/components/tasks/task-lines";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { ReportLineDto } from "@/lib/recordings/reports/schema";
import { canMakeTasks, localDay } from "@/lib/tasks/rules";
import { t } from "@/lib/text/catalogue";
import { BusyButton } from "./busy-button";
import { ReportLineItem } from "./report-line";
import type { ReportActions } from "./use-report";
import type { Suggestions } from "./use-suggestions";

type SuggestedTasksProps = {
  recordingId: string;
  lines: ReportLineDto[];
  suggestions: Suggestions;
  onPlay: (ms: number) => void;
  actions: ReportActions | null;
};

const words = t.task.suggested;

/** The action items of the newest report: what is a task says so, what was dismissed waits below, the rest is suggested. */
export function SuggestedTasks({ lines, suggestions, ...shown }: SuggestedTasksProps) {
  const isDismissed = ({ id }: ReportLineDto) => {
    const suggestion = suggestions.of(id);
    return suggestion !== null && suggestion.dismissed !== null && suggestion.tasks.length === 0;
  };
  const dismissed = lines.filter(isDismissed);
  return (
    <>
      <ul className="grid gap-2">
        {lines
          .filter((line) => !isDismissed(line))
          .map((line) => (
            <ReportLineItem key={line.id} {...shown} line={line} isTask>
              <Suggestion recordingId={shown.recordingId} line={line} suggestions={suggestions} />
            </ReportLineItem>
          ))}
      </ul>
      {dismissed.length > 0 ? <Dismissed lines={dismissed} suggestions={suggestions} /> : null}
    </>
  );
}

type SuggestionProps = Pick<SuggestedTasksProps, "recordingId" | "suggestions"> & { line: ReportLineDto };

/** The tasks that were made of a line; else whether it shall be one. Words that were corrected are accepted once the line says them. */
function Suggestion({ recordingId, line, suggestions }: SuggestionProps) {
  const { me } = useWorkspace();
  const suggestion = suggestions.of(line.id);
  if (!suggestion) return null;
  if (suggestion.tasks.length > 0)
    return <TaskLines tasks={suggestion.tasks} said={line.text} label={words.tasks} />;
  if (!canMakeTasks(me)) return null;
  const accept = () =>
    makeTask({
      title: line.text,
      owner: line.owner,
      due: line.due,
      saidOn: localDay(new Date(suggestions.saidAt)),
      source: { recordingId, quote: line.quote, atMs: line.startMs },
    });
  return (
    <div className="mt-1 flex flex-wrap gap-2">
      {line.stale ? null : (
        <Button
          size="sm"
          aria-label={words.acceptLabel(line.text)}
          onClick={accept}
          className="pointer-coarse:h-11"
        >
          <Check aria-hidden="true" /> {words.accept}
        </Button>
      )}
      <BusyButton
        size="sm"
        variant="ghost"
        aria-label={words.dismissLabel(line.text)}
        onPress={() => suggestions.dismiss(line.id)}
        className="pointer-coarse:h-11"
      >
        <X aria-hidden="true" /> {words.dismiss}
      </BusyButton>
    </div>
  );
}

/** What is no task, for whoever wants to look again. */
function Dismissed({ lines, suggestions }: Pick<SuggestedTasksProps, "lines" | "suggestions">) {
  const { me } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="mt-2">
      <Button
        variant="quiet"
        size="inline"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="touch-target text-sm"
      >
        <ChevronRight
          aria-hidden="true"
          className={cn("transition-transform motion-reduce:transition-none", isOpen && "rotate-90")}
        />
        {words.dismissed(lines.length)}
      </Button>
      {isOpen ? (
        <ul aria-label={words.dismissedList} className="mt-2 grid gap-3">
          {lines.map((line) => (
            <li key={line.id} data-dismissed className="ms-17 grid gap-1">
              <p className="break-words font-serif text-muted">{line.text}</p>
              <div className="flex flex-wrap items-center gap-x-3 text-muted text-sm">
                {words.by(suggestions.of(line.id)?.dismissed?.by ?? null)}
                {canMakeTasks(me) ? (
                  <BusyButton
                    variant="quiet"
                    size="inline"
                    aria-label={words.restoreLabel(line.text)}
                    onPress={() => suggestions.restore(line.id)}
                    className="touch-target text-sm"
                  >
                    {words.restore}
                  </BusyButton>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
