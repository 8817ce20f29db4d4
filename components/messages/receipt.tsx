"use client";

import { useState } from "react";
import { AnswerLine } from "@/components/citations/answer-line";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast-store";
import { getRun } from "@/lib/runs/client";
import type { RunForViewer } from "@/lib/runs/schema";
import { t } from "@/lib/text/talk";

/** The one quiet line under an answer, and what it opens: what was searched, used, left out, sent where, and spent. */
export function Receipt({ runId, quotes }: { runId: string; quotes: number }) {
  const { workspace } = useWorkspace();
  const [run, setRun] = useState<RunForViewer | null>(null);
  const [open, setOpen] = useState(false);
  const show = async () => {
    try {
      setRun(await getRun(workspace.slug, runId));
      setOpen(true);
    } catch {
      toast({ message: t.problem.offline, tone: "danger" });
    }
  };
  return (
    <>
      <AnswerLine
        className="mt-2"
        parts={quotes > 0 ? [t.citation.summary(quotes)] : [t.message.answer.receipt]}
        onClick={() => void show()}
      />
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent title={t.message.receipt.title}>{run ? <Facts run={run} /> : null}</DialogContent>
      </Dialog>
    </>
  );
}

function Facts({ run }: { run: RunForViewer }) {
  const { receipt } = run;
  const words = t.message.receipt;
  if (!receipt) return <p className="text-muted">{run.error ?? t.message.answer.interrupted}</p>;
  const facts: [string, string][] = [
    [words.searchedLabel, words.searched(receipt.searched)],
    [words.used, String(receipt.quoted)],
    [words.leftOut, receipt.leftOut > 0 ? String(receipt.leftOut) : words.none],
    [words.engine, receipt.engine.displayName],
    [words.sent, receipt.engine.host ?? words.nothing],
    [words.took, t.citation.seconds(receipt.durationMs / 1000)],
  ];
  if (receipt.costMicros > 0 || receipt.inputTokens > 0) {
    facts.push([words.tokens, `${receipt.inputTokens} + ${receipt.outputTokens}`]);
    facts.push([words.cost, `$${(receipt.costMicros / 1_000_000).toFixed(4)}`]);
  }
  return (
    <div className="grid gap-4">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
