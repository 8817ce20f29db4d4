"use client";

import { CircleCheck, Pencil } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ChangedCard } from "@/components/citations/changed-card";
import { Compared } from "@/components/citations/compared";
import { Mark } from "@/components/citations/mark";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { makeTask } from "@/components/tasks/task-draft";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { findWords } from "@/components/viewers/find-words";
import type { ReportLineDto } from "@/lib/recordings/reports/schema";
import { clockTime } from "@/lib/recordings/rules";
import { canMakeTasks } from "@/lib/tasks/rules";
import { t } from "@/lib/text/catalogue";
import { BusyButton } from "./busy-button";
import { EditLine } from "./edit-line";
import { PlayFrom } from "./play-from";
import type { ReportActions } from "./use-report";

type ReportLineItemProps = {
  recordingId: string;
  line: ReportLineDto;
  /** An action item: somebody does it, until a day. */
  isTask: boolean;
  onPlay: (ms: number) => void;
  /** Null where the viewer changes nothing. */
  actions: ReportActions | null;
  /** What became of it as a task; where nothing is said of that, one can be made of the line. */
  children?: ReactNode;
};

const words = t.recording.report;
/** Shown where the line is pointed at, and always where there is only a finger. */
const QUIET =
  "not-pointer-coarse:opacity-0 focus-visible:opacity-100 group-focus-within/line:opacity-100 group-hover/line:opacity-100";

/** A line of the report: its second, what it says, who; and whether what it rests on says something else today. */
export function ReportLineItem({
  recordingId,
  line,
  isTask,
  onPlay,
  actions,
  children,
}: ReportLineItemProps) {
  const { me } = useWorkspace();
  const [isEditing, setEditing] = useState(false);
  return (
    <li data-line={line.stale ? "stale" : "fresh"} className="group/line">
      {actions && isEditing ? (
        <EditLine line={line} isTask={isTask} actions={actions} onClose={() => setEditing(false)} />
      ) : (
        <div className="flex items-baseline gap-3">
          <PlayFrom atMs={line.startMs} onPlay={onPlay} />
          <p className="min-w-0 break-words font-serif text-lg leading-relaxed">
            <Said line={line} />
            <Who line={line} />
          </p>
          {canMakeTasks(me) && !line.stale && children === undefined ? (
            <IconButton
              label={words.makeTask(clockTime(line.startMs))}
              onClick={() =>
                makeTask({
                  title: line.text,
                  owner: line.owner,
                  due: line.due,
                  source: { recordingId, quote: line.quote, atMs: line.startMs },
                })
              }
              className={cn("ms-auto self-start", !isTask && QUIET)}
            >
              <CircleCheck aria-hidden="true" />
            </IconButton>
          ) : null}
          {actions ? (
            <IconButton
              label={words.edit(clockTime(line.startMs))}
              onClick={() => setEditing(true)}
              className={cn("self-start", children !== undefined && "ms-auto", QUIET)}
            >
              <Pencil aria-hidden="true" />
            </IconButton>
          ) : null}
        </div>
      )}
      {line.stale ? <Changed line={line} actions={actions} /> : null}
      {children === undefined ? null : <div className="ms-17">{children}</div>}
    </li>
  );
}

/** What the line rests on says something else today. It stays as it is until somebody says Redo. */
function Changed({ line, actions }: Pick<ReportLineItemProps, "line" | "actions">) {
  return (
    <ChangedCard
      title={words.changed}
      className="mt-1 lg:ms-17"
      action={
        actions && !actions.underway ? (
          <BusyButton
            size="sm"
            title={words.redoHint}
            className="pointer-coarse:h-11"
            onPress={() => actions.writeAnew({ lineId: line.id }, words.redone)}
          >
            {words.redo}
          </BusyButton>
        ) : null
      }
    >
      <Compared before={line.quote} now={line.today} className="mt-2" />
    </ChangedCard>
  );
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
