import type { ReactNode } from "react";
import { cn } from "./cn";

type PageHeaderProps = {
  title: ReactNode;
  /** Before the title: an icon, or the way back on a phone. */
  lead?: ReactNode;
  /** After the title, cut off where there is no room. */
  detail?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

/** The line at the top of a page: 52 px, one hairline. */
export function PageHeader({ title, lead, detail, actions, className }: PageHeaderProps) {
  return (
    <header
      className={cn(
        "flex min-h-13 shrink-0 items-center gap-2.5 border-line border-b px-4 pt-(--safe-top) lg:px-5",
        className,
      )}
    >
      {lead}
      <h1 className="min-w-0 shrink-0 truncate font-semibold text-lg max-md:flex-1 max-md:shrink">{title}</h1>
      <div className="min-w-0 flex-1 truncate text-muted max-md:hidden">{detail}</div>
      {actions ? <div className="flex shrink-0 items-center gap-1">{actions}</div> : null}
    </header>
  );
}
