import { ScanText } from "lucide-react";
import { Banner } from "@/components/ui/banner";
import type { DocumentPart } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { hasPlaces } from "./scanned-words";

/** Says of a page that its words were read in its picture. Where nobody knows at which place, the quote stands here instead. */
export function ScannedNote({ part, quote }: { part: DocumentPart; quote: string | null }) {
  return (
    <Banner icon={<ScanText aria-hidden="true" />} className="text-sm">
      {t.library.scans.page}
      {quote && !hasPlaces(part) ? (
        <blockquote className="mt-1">
          <mark data-mark="" className="rounded-sm bg-mark px-1 text-mark-ink">
            {quote}
          </mark>
        </blockquote>
      ) : null}
    </Banner>
  );
}
