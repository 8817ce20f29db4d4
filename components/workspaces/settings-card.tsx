import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";

type SettingsCardProps = {
  title: string;
  detail?: ReactNode;
  /** At the end of the title's line: one button. */
  action?: ReactNode;
  tone?: "neutral" | "danger";
  children?: ReactNode;
};

/** One thing to settle, with its name and one sentence. */
export function SettingsCard({ title, detail, action, tone = "neutral", children }: SettingsCardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn(
        "overflow-hidden rounded-lg border bg-raised",
        tone === "danger" ? "border-danger/40" : "border-line",
      )}
    >
      <header className="flex flex-wrap items-start justify-between gap-3 px-4 pt-4 lg:px-5">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id={id} className="font-semibold text-lg">
            {title}
          </h2>
          {detail ? <p className="text-pretty text-muted">{detail}</p> : null}
        </div>
        {action}
      </header>
      <div className="mt-4 [&:empty]:mt-0 [&:empty]:pb-4">{children}</div>
    </section>
  );
}

/** What stands inside a card and is no list. */
export function SettingsBody({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn("px-4 pb-4 lg:px-5 lg:pb-5", className)}>{children}</div>;
}
