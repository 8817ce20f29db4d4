"use client";

import { TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Banner } from "@/components/ui/banner";
import { Time } from "@/components/ui/time";
import { fetchVersions } from "@/lib/documents/client";
import type { DocumentDto, VersionDto } from "@/lib/documents/schema";
import { fileAddress } from "@/lib/files/client";
import { t } from "@/lib/text/catalogue";
import { languageName } from "@/lib/text/language-name";
import { sizeText } from "@/lib/text/sizes";
import { DocumentStatus } from "./document-status";
import { Readers } from "./readers";
import { ScanNote } from "./scan-note";

const words = t.library.facts;

/** What is known of a document beside what it says. */
export function DocumentFacts({ document }: { document: DocumentDto }) {
  return (
    <div className="grid content-start gap-5 p-5">
      {document.hasInstructions ? (
        <Banner shape="card" tone="mark" icon={<TriangleAlert aria-hidden="true" />}>
          {t.citation.instructions}
        </Banner>
      ) : null}
      <DocumentStatus document={document} className="items-start" />
      <ScanNote document={document} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2">
        <Fact label={words.readers}>
          <Readers document={document} />
        </Fact>
        <Fact label={words.kind}>{t.library.kinds[document.kind]}</Fact>
        <Fact label={words.size}>{sizeText(document.file.sizeBytes)}</Fact>
        {document.pages ? <Fact label={words.pages}>{document.pages}</Fact> : null}
        <Fact label={words.passages}>{document.passages}</Fact>
        {document.language ? <Fact label={words.language}>{languageName(document.language)}</Fact> : null}
        <Fact label={words.addedBy}>{document.createdBy?.name ?? words.unknown}</Fact>
        <Fact label={words.added}>
          <Time at={document.createdAt} />
        </Fact>
        {document.url ? (
          <Fact label={words.from}>
            <a
              href={document.url}
              target="_blank"
              rel="noreferrer noopener nofollow"
              className="break-all text-accent underline underline-offset-4"
            >
              {document.url}
            </a>
          </Fact>
        ) : null}
      </dl>
      <Versions key={document.version} document={document} />
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 tabular-nums">{children}</dd>
    </div>
  );
}

/** Answers name the version that they quote, so the earlier ones stay to be read. */
function Versions({ document }: { document: DocumentDto }) {
  const { workspace } = useWorkspace();
  const [versions, setVersions] = useState<VersionDto[]>([]);
  useEffect(() => {
    let current = true;
    fetchVersions({ workspace: workspace.slug, documentId: document.id })
      .then(({ items }) => current && setVersions(items))
      .catch(() => undefined); // the rest of the page is worth reading without them
    return () => {
      current = false;
    };
  }, [workspace.slug, document.id]);
  if (versions.length < 2) return null;
  return (
    <section>
      <h3 className="mb-1 font-medium">{words.versions}</h3>
      <ul className="divide-y divide-line">
        {versions.map(({ version, file, createdAt }) => (
          <li key={version} className="flex items-center gap-2 py-1.5 text-sm">
            <a
              href={fileAddress(workspace.slug, file.id, true)}
              download
              className="text-accent underline-offset-4 hover:underline"
            >
              {words.versionOf(version)}
            </a>
            {version === document.version ? <span className="text-muted">{words.current}</span> : null}
            <Time at={createdAt} className="ms-auto text-muted" />
          </li>
        ))}
      </ul>
    </section>
  );
}
