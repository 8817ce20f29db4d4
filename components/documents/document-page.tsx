"use client";

import { ChevronLeft, Info, MessageSquareQuote } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { folderPath, roomPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { PageHeader } from "@/components/ui/page-header";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { ViewerProblem } from "@/components/viewers/viewer-states";
import type { DocumentDto, FolderDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { DocumentFacts } from "./document-facts";
import { DocumentIcon } from "./document-icon";
import { DocumentMenu } from "./document-menu";
import { DocumentViewer } from "./document-viewer";
import { LibraryLive } from "./library-live";
import { libraryOf } from "./library-store";
import { useAskAbout } from "./use-ask-about";
import { useLibrary } from "./use-documents";

type DocumentPageProps = { document: DocumentDto; folders: FolderDto[]; page: number };

/** A document with what is known of it, live while it is being read. */
export function DocumentPage({ document: loaded, folders, page }: DocumentPageProps) {
  const { workspace } = useWorkspace();
  useState(() => libraryOf(workspace.slug).hydrate([loaded], folders));
  const [wasThere] = useState(loaded.id);
  const document = useLibrary((state) => state.documents[wasThere]);
  return (
    <>
      <LibraryLive />
      {document ? (
        <Shown document={document} page={page} />
      ) : (
        <ViewerProblem>{t.library.deletedNote}</ViewerProblem>
      )}
    </>
  );
}

function Shown({ document, page }: { document: DocumentDto; page: number }) {
  const { workspace, me } = useWorkspace();
  const router = useRouter();
  const ask = useAskAbout();
  const [showsFacts, setShowsFacts] = useState(false);
  const back = document.folderId
    ? folderPath(workspace.slug, document.folderId)
    : roomPath(workspace.slug, "documents");
  const askAbout = me.role === "guest" ? undefined : () => ask(document);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        lead={
          <>
            <Link
              href={back}
              aria-label={t.library.title}
              className="touch-target -ms-1 text-muted hover:text-ink"
            >
              <ChevronLeft aria-hidden="true" className="size-5 rtl:rotate-180" />
            </Link>
            <DocumentIcon kind={document.kind} className="shrink-0 text-muted max-md:hidden" size={20} />
          </>
        }
        title={document.title}
        className="[&_h1]:min-w-0 [&_h1]:shrink"
        actions={
          <>
            {askAbout ? (
              <Button onClick={askAbout} className="max-md:hidden">
                <MessageSquareQuote aria-hidden="true" />
                {t.library.menu.ask}
              </Button>
            ) : null}
            <IconButton
              label={t.library.facts.show}
              size="md"
              className="lg:hidden"
              onClick={() => setShowsFacts(true)}
            >
              <Info aria-hidden="true" />
            </IconButton>
            <DocumentMenu
              document={document}
              onAsk={askAbout}
              onDeleted={() => router.push(back)}
              size="md"
            />
          </>
        }
      />
      <div className="flex min-h-0 flex-1">
        <div className="min-w-0 flex-1">
          <DocumentViewer
            key={document.version}
            document={document}
            version={document}
            anchor={page > 1 ? { kind: "page", page, start: 0, end: 0 } : null}
            quote={null}
          />
        </div>
        <aside
          aria-label={t.library.facts.title}
          className="w-72 shrink-0 overflow-y-auto border-line border-s max-lg:hidden"
        >
          <DocumentFacts document={document} />
        </aside>
      </div>
      <Sheet open={showsFacts} onOpenChange={setShowsFacts}>
        <SheetContent title={t.library.facts.title}>
          <DocumentFacts document={document} />
        </SheetContent>
      </Sheet>
    </div>
  );
}
