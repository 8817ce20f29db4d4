import { CircleAlert, CirclePause, ImageIcon, type LucideIcon } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { DocumentDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";

type Reading = Pick<DocumentDto, "status" | "stage" | "progress" | "pictures" | "error">;

/** The stages that come before a document can be found, in order. */
const STAGES = ["received", "read", "cut", "indexed"] as const;

/** How far a document is read: the stages as a line of four pieces, and the same in words. Nothing once it can be found. */
export function DocumentStatus({ document, className }: { document: Reading; className?: string }) {
  if (document.status === "ready") return null;
  const isOver = document.status === "failed";
  // A photograph has no words, and nothing is wrong with it.
  const failed = isOver && document.error?.code !== "wordless";
  const Icon = iconOf(document, failed);
  return (
    <span
      className={cn(
        "flex gap-2 text-sm",
        isOver ? "items-start" : "items-center",
        failed ? "text-danger" : "text-muted",
        className,
      )}
    >
      {Icon ? (
        <Icon aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      ) : (
        <Stages document={document} />
      )}
      <span className="min-w-0">{sentenceOf(document)}</span>
    </span>
  );
}

function iconOf({ status }: Reading, failed: boolean): LucideIcon | null {
  if (failed) return CircleAlert;
  if (status === "failed") return ImageIcon;
  return status === "cancelled" ? CirclePause : null;
}

function Stages({ document }: { document: Reading }) {
  const reached = reachedOf(document);
  return (
    <span aria-hidden="true" className="flex w-16 shrink-0 gap-0.5">
      {STAGES.map((stage, at) => (
        <span key={stage} className="h-1 flex-1 overflow-hidden rounded-full bg-line">
          <span
            className={cn(
              "block h-full origin-left bg-accent transition-transform duration-200 rtl:origin-right",
              at === reached && document.progress === 0 && "animate-breathe",
            )}
            style={{
              transform: `scaleX(${at < reached ? 1 : at === reached ? Math.max(0.2, document.progress / 100) : 0})`,
            }}
          />
        </span>
      ))}
    </span>
  );
}

/** How many of the stages lie behind it. Reading pictures is a part of reading. */
function reachedOf(document: Reading): number {
  const { stage } = document;
  if (stage === "embedded") return STAGES.length;
  if (stage === "recognized") return STAGES.indexOf("read") + 1;
  return STAGES.indexOf(stage) + (readsPictures(document) ? 0 : 1);
}

function readsPictures({ stage, pictures }: Reading): boolean {
  return stage === "read" && pictures !== null && pictures.left > 0;
}

/** One sentence: what is being done, or why it was not. */
function sentenceOf(document: Reading): string {
  const { status, stage, progress, pictures, error } = document;
  const words = t.library.stages;
  if (status === "failed") return error?.message ?? words.failed;
  if (status === "cancelled") return words.cancelled;
  if (status === "ready") return words.ready;
  if (status === "queued") return words.queued;
  if (stage === "received") return words.reading(progress);
  if (pictures && readsPictures(document)) return words.recognizing(pictures);
  if (stage === "read" || stage === "recognized") return words.cutting(progress);
  return stage === "cut" ? words.indexing(progress) : words.embedding(progress);
}
