import { FileText } from "lucide-react";
import type { ReactNode } from "react";
import { Mark } from "@/components/citations/mark";
import { EmptyState } from "@/components/ui/empty-state";
import { t } from "@/lib/text/catalogue";

/** What the Library is for, where nothing is in it yet. */
export function LibraryEmpty({ action }: { action: ReactNode }) {
  return (
    <EmptyState title={t.library.emptyTitle} picture={<Picture />} action={action} className="mt-[6vh]">
      {t.library.empty}
    </EmptyState>
  );
}

/** A page with a quote in it, made of the product's own parts. */
function Picture() {
  const { title, quote, page } = t.library.sample;
  return (
    <div className="mx-auto w-64 -rotate-1 rounded-md border border-line bg-raised p-4 text-start shadow-page">
      <p className="mb-3 flex items-center gap-2 font-medium text-sm">
        <FileText className="size-4 text-muted" />
        {title}
        <span className="ms-auto font-normal text-muted text-xs">{page}</span>
      </p>
      <span className="mb-2 block h-2 rounded-full bg-line" />
      <span className="mb-2 block h-2 w-4/5 rounded-full bg-line" />
      <p className="font-serif leading-relaxed">
        <Mark>{quote}</Mark>
      </p>
      <span className="mt-2 block h-2 rounded-full bg-line" />
      <span className="mt-2 block h-2 w-2/3 rounded-full bg-line" />
    </div>
  );
}
