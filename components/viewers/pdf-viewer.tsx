"use client";

import type { PDFDocumentProxy } from "pdfjs-dist";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { t } from "@/lib/text/catalogue";
import type { Characters } from "./find-words";
import { type PageSize, usePdf } from "./pdf-document";
import { PdfPage } from "./pdf-page";
import { ScannedNote } from "./scanned-note";
import type { ScannedPages } from "./scanned-words";
import "./pdf-viewer.css";
import { ViewerBar } from "./viewer-bar";
import { ViewerProblem, ViewerSkeleton } from "./viewer-states";

type PdfViewerProps = {
  url: string;
  /** The page to open at, from 1. */
  page: number;
  /** The words to mark on it. */
  quote: string | null;
  /** Where in the text of the page they stand. */
  place: Characters | null;
  /** The pages whose words were read in their pictures. */
  scanned: ScannedPages;
  /** Where the file itself is given out. */
  downloadUrl: string;
};

/** A PDF, page under page, opened at the cited one with the quote marked. */
export function PdfViewer(props: PdfViewerProps) {
  const pdf = usePdf(props.url);
  if (pdf.status === "failed")
    return <ViewerProblem downloadUrl={props.downloadUrl}>{t.viewer[pdf.reason]}</ViewerProblem>;
  if (pdf.status === "loading") return <ViewerSkeleton share={pdf.share} />;
  return <Pages {...props} document={pdf.document} size={pdf.size} />;
}

const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];
const MARGIN = 32;

function Pages({
  document,
  size,
  page,
  quote,
  place,
  scanned,
  downloadUrl,
}: PdfViewerProps & { document: PDFDocumentProxy; size: PageSize }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const width = useWidth(scroller);
  const current = useCurrentPage(scroller, page);
  const count = document.numPages;
  const scale = (Math.max(200, width - MARGIN) / size.width) * zoom;
  const read = scanned.get(current);
  const goTo = (number: number) => pageIn(scroller, clamp(number, count))?.scrollIntoView({ block: "start" });
  const step = (by: 1 | -1) => setZoom((now) => ZOOMS.at(clampIndex(ZOOMS.indexOf(now) + by)) ?? 1);

  // Once the sheets have their width, the cited page is brought on screen, which draws it; its mark then brings itself there.
  const isMeasured = width > 0;
  useEffect(() => {
    if (isMeasured) pageIn(scroller, page)?.scrollIntoView({ block: "start" });
  }, [isMeasured, page]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key]?.({ step, goTo, current, fit: () => setZoom(1) });
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the viewer, wherever the focus is in it
    <div className="flex h-full min-h-0 flex-col" onKeyDown={onKeyDown}>
      <ViewerBar
        page={current}
        count={count}
        onPage={goTo}
        zoom={zoom}
        onZoom={step}
        downloadUrl={downloadUrl}
      />
      {read ? <ScannedNote part={read} quote={current === page ? quote : null} /> : null}
      <div
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        data-focus-inside
        role="document"
        aria-label={t.viewer.pages(count)}
        className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto bg-sunken px-4 py-4"
      >
        {isMeasured
          ? Array.from({ length: count }, (_, at) => at + 1).map((number) => (
              <PdfPage
                key={number}
                document={document}
                number={number}
                scale={scale}
                size={size}
                quote={number === page ? quote : null}
                place={number === page ? place : null}
                scanned={scanned.get(number) ?? null}
                scroller={scroller}
                onMarked={number === page ? (mark) => mark?.scrollIntoView({ block: "center" }) : undefined}
              />
            ))
          : null}
      </div>
    </div>
  );
}

type Acts = { step: (by: 1 | -1) => void; goTo: (page: number) => void; current: number; fit: () => void };

const KEYS: Record<string, (acts: Acts) => () => void> = {
  "+":
    ({ step }) =>
    () =>
      step(1),
  "=":
    ({ step }) =>
    () =>
      step(1),
  "-":
    ({ step }) =>
    () =>
      step(-1),
  "0": ({ fit }) => fit,
  ArrowRight:
    ({ goTo, current }) =>
    () =>
      goTo(current + 1),
  ArrowLeft:
    ({ goTo, current }) =>
    () =>
      goTo(current - 1),
};

function pageIn(scroller: RefObject<HTMLElement | null>, number: number): Element | null {
  return scroller.current?.querySelector(`[data-page="${number}"]`) ?? null;
}

function clamp(number: number, count: number): number {
  return Math.min(count, Math.max(1, Math.round(number)));
}

function clampIndex(at: number): number {
  return Math.min(ZOOMS.length - 1, Math.max(0, at));
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.target.clientWidth ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** The page of which most is seen. */
function useCurrentPage(scroller: RefObject<HTMLElement | null>, first: number): number {
  const [current, setCurrent] = useState(first);
  useEffect(() => {
    const view = scroller.current;
    if (!view) return;
    const look = () => {
      const { top, bottom } = view.getBoundingClientRect();
      const shownOf = (page: HTMLElement) => {
        const place = page.getBoundingClientRect();
        return Math.min(place.bottom, bottom) - Math.max(place.top, top);
      };
      const pages = [...view.querySelectorAll<HTMLElement>("[data-page]")];
      // A pixel more is no reason: of two that are seen alike, the first is the one.
      const most = Math.max(...pages.map(shownOf)) - 1;
      const here = pages.find((page) => shownOf(page) >= most);
      if (here) setCurrent(Number(here.dataset.page));
    };
    view.addEventListener("scroll", look, { passive: true });
    return () => view.removeEventListener("scroll", look);
  }, [scroller]);
  return current;
}
