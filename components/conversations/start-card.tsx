import type { ReactNode } from "react";

type StartCardProps = { title: string; lead: string; footer?: ReactNode; children: ReactNode };

/** A few things to begin with, in their order. */
export function StartCard({ title, lead, footer, children }: StartCardProps) {
  return (
    <div className="h-full overflow-y-auto p-6 max-md:p-4">
      <section className="mx-auto mt-[6vh] max-w-xl rounded-lg border border-line bg-raised max-md:mt-2">
        <div className="p-6 pb-2 max-md:p-4 max-md:pb-1">
          <h1 className="font-semibold text-xl">{title}</h1>
          <p className="mt-1 text-pretty text-muted">{lead}</p>
          <ol className="mt-4 divide-y divide-line">{children}</ol>
        </div>
        {footer ? (
          <div className="rounded-b-lg border-line border-t bg-sunken px-6 py-3 max-md:px-4">{footer}</div>
        ) : null}
      </section>
    </div>
  );
}

type StepProps = { n: number; title: string; hint: string; children: ReactNode };

export function Step({ n, title, hint, children }: StepProps) {
  return (
    <li className="flex items-center gap-4 py-3.5 max-sm:flex-wrap">
      <span
        aria-hidden="true"
        className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent text-sm tabular-nums"
      >
        {n}
      </span>
      <div className="min-w-0 flex-1 max-sm:basis-3/4">
        <h2 className="font-medium">{title}</h2>
        <p className="text-pretty text-muted text-sm">{hint}</p>
      </div>
      <div className="max-sm:ps-11">{children}</div>
    </li>
  );
}
