import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** Rows with a hairline between them. */
export function List({ className, ...props }: ComponentProps<"ul">) {
  return <ul className={cn("divide-y divide-line", className)} {...props} />;
}

type ListRowProps = {
  lead?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  /** At the end of the row: a time, a button. */
  trail?: ReactNode;
  className?: string;
};

export function ListRow({ lead, title, detail, trail, className }: ListRowProps) {
  return (
    <li className={cn("flex items-start gap-3 px-4 py-3 leading-[1.4] lg:px-5", className)}>
      {lead}
      <div className="min-w-0 flex-1">
        <div className="font-medium">{title}</div>
        {detail ? <div className="text-muted">{detail}</div> : null}
      </div>
      {trail ? <div className="shrink-0 text-muted text-sm">{trail}</div> : null}
    </li>
  );
}
