"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import type { DocumentPart } from "@/lib/documents/schema";
import { pictureAddress } from "@/lib/files/client";
import type { FileDto } from "@/lib/files/kept/schema";
import { t } from "@/lib/text/catalogue";
import { markWords } from "./mark-words";
import { ScannedNote } from "./scanned-note";
import { layScannedWords } from "./scanned-words";
import "./pdf-viewer.css";
import { PictureBar } from "./viewer-bar";
import { ViewerProblem } from "./viewer-states";

type PictureViewerProps = {
  file: FileDto;
  /** The words to mark. */
  quote: string | null;
  /** The words that were read in it, if any were. */
  read: DocumentPart | null;
  /** Where the file itself is given out. */
  downloadUrl: string;
};

/** A picture is drawn anew before anybody is shown it: one that was just brought is asked for again, for so long. */
const TRIES = 20;
const RETRY_MS = 1_500;

/** A picture in the Library, with the words that were read in it over it: to be marked, selected and read aloud. */
export function PictureViewer({ file, quote, read, downloadUrl }: PictureViewerProps) {
  const { workspace } = useWorkspace();
  const [tries, setTries] = useState(0);
  const [isAway, setAway] = useState(false);
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    if (!isAway || tries >= TRIES) return;
    const timer = setTimeout(() => {
      setAway(false);
      setTries(tries + 1);
    }, RETRY_MS);
    return () => clearTimeout(timer);
  }, [isAway, tries]);
  const isUnshown = file.picture === "damaged" || file.picture === "too_large" || tries >= TRIES;
  if (isUnshown) return <ViewerProblem downloadUrl={downloadUrl}>{t.viewer.unshown}</ViewerProblem>;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PictureBar downloadUrl={downloadUrl} />
      {read ? <ScannedNote part={read} quote={quote} /> : null}
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        data-focus-inside
        role="document"
        aria-label={file.name}
        className="min-h-0 flex-1 overflow-auto bg-sunken p-4"
      >
        <figure data-theme="light" className="pdf-page w-fit max-w-full shadow-page">
          {isAway ? null : (
            // biome-ignore lint/performance/noImgElement: it was drawn in this size already, and is read with its reader's rights
            <img
              src={pictureAddress(workspace.slug, file.id, "large")}
              alt={file.name}
              width={file.width ?? undefined}
              height={file.height ?? undefined}
              onLoad={() => setLoaded(true)}
              onError={() => setAway(true)}
              className="h-auto max-w-full"
            />
          )}
          {isLoaded && read ? <Words read={read} quote={quote} /> : null}
        </figure>
      </div>
    </div>
  );
}

/** Each line where it stands, however wide the picture is shown. */
function Words({ read, quote }: { read: DocumentPart; quote: string | null }) {
  const layer = useRef<HTMLDivElement>(null);
  const lay = useEffectEvent((isFirst: boolean) => {
    if (!layer.current) return;
    const { clientWidth: width, clientHeight: height } = layer.current;
    const mark = markWords(layScannedWords(layer.current, read, { width, height }), quote ?? "", null);
    if (isFirst) mark?.scrollIntoView({ block: "center" });
  });
  useEffect(() => {
    if (!layer.current) return;
    let isFirst = true;
    const observer = new ResizeObserver(() => {
      lay(isFirst);
      isFirst = false;
    });
    observer.observe(layer.current);
    return () => observer.disconnect();
  }, []);
  const scaled = { ["--total-scale-factor" as string]: "1" }; // custom properties are not in React's type of styles
  return <div ref={layer} className="pdf-text" style={scaled} />;
}
