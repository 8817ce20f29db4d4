"use client";

import { ScanText } from "lucide-react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { canManageDocument } from "@/lib/documents/rules";
import type { DocumentDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { useDocumentActions } from "./use-documents";

const words = t.library.scans;

/** Of a document with pages that are pictures: which of its words come from there, and what was not read. Nothing while it is being read. */
export function ScanNote({ document }: { document: DocumentDto }) {
  const { me } = useWorkspace();
  const { retry } = useDocumentActions();
  const { kind, pictures, status, createdBy } = document;
  if (!pictures || status !== "ready") return null;
  const { pages, read, left } = pictures;
  const wordless = pages - read - left;
  const manages = canManageDocument(me, { createdById: createdBy?.memberId ?? null });
  return (
    <Banner shape="card" tone="neutral" icon={<ScanText aria-hidden="true" />}>
      {read > 0 ? <p>{kind === "image" ? words.page : words.read(read, pages)}</p> : null}
      {wordless > 0 ? <p>{words.wordless(wordless)}</p> : null}
      {left > 0 ? <p>{words.left(left)}</p> : null}
      {left > 0 && manages ? (
        <Button size="sm" className="mt-2" onClick={() => void retry(document)}>
          {words.go}
        </Button>
      ) : null}
    </Banner>
  );
}
