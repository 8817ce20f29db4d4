"use client";

import { type PDFDocumentProxy, type PDFPageProxy, RenderingCancelledException, TextLayer } from "pdfjs-dist";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import type { DocumentPart } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import type { Characters } from "./find-words";
import { markWords } from "./mark-words";
import type { PageSize } from "./pdf-document";
import { layScannedWords } from "./scanned-words";

/** More pixels than this only cost memory; a phone's limit for one canvas lies above. */
const MOST_PIXELS = 8_000_000;

type PdfPageProps = {
  document: PDFDocumentProxy;
  number: number;
  scale: number;
  /** Until the page itself has been read. */
  size: PageSize;
  /** The words to mark, on the page that has them. */
  quote: string | null;
  /** Where in the text of the page they stand. */
  place: Characters | null;
  /** Where the words of the page were read in its picture. */
  scanned: DocumentPart | null;
  scroller: RefObject<HTMLElement | null>;
  /** The marked words are drawn, or are not on this page. */
  onMarked?: ((mark: Element | null) => void) | undefined;
};

/** One page: an empty sheet until it comes near the screen, then its picture, and its text over it to be selected, found and read aloud. */
export function PdfPage(props: PdfPageProps) {
  const { number, scale, size, scroller } = props;
  const sheet = useRef<HTMLDivElement>(null);
  const isNear = useNear(sheet, scroller);
  const [own, setOwn] = useState<PageSize | null>(null);
  const { width, height } = own ?? size;
  return (
    // A page is paper in both themes.
    <section
      ref={sheet}
      data-page={number}
      data-theme="light"
      aria-label={t.viewer.pageOf(number)}
      className="pdf-page shadow-page"
      style={{ width: `${Math.floor(width * scale)}px`, height: `${Math.floor(height * scale)}px` }}
    >
      {isNear ? <Drawn {...props} onSize={setOwn} /> : null}
    </section>
  );
}

/** Whether a page is on screen or one screen away. */
function useNear(sheet: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!sheet.current) return;
    const observer = new IntersectionObserver(
      (entries) => setNear(entries.some((entry) => entry.isIntersecting)),
      { root: scroller.current, rootMargin: "100% 0px" },
    );
    observer.observe(sheet.current);
    return () => observer.disconnect();
  }, [sheet, scroller]);
  return isNear;
}

function Drawn(props: PdfPageProps & { onSize: (size: PageSize) => void }) {
  const { document, number, scale, quote, place, scanned, onMarked, onSize } = props;
  const [from, to] = [place?.start ?? 0, place?.end ?? Number.MAX_SAFE_INTEGER];
  const picture = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const marked = useEffectEvent((mark: Element | null) => onMarked?.(mark));

  useEffect(() => {
    if (!picture.current || !text.current || !words.current) return;
    const drawing = new Drawing(picture.current, text.current, words.current);
    document
      .getPage(number)
      .then(async (page) => {
        const { width, height } = page.getViewport({ scale: 1 });
        onSize({ width, height });
        await drawing.draw(page, {
          scale,
          quote,
          place: { start: from, end: to },
          scanned,
          onMarked: (mark) => marked(mark),
        });
      })
      .catch((error: unknown) => {
        if (!drawing.isOver && !(error instanceof RenderingCancelledException)) marked(null);
      });
    return () => drawing.stop();
  }, [document, number, scale, quote, from, to, scanned, onSize]);

  const scaled = { ["--total-scale-factor" as string]: String(scale) }; // custom properties are not in React's type of styles
  return (
    <>
      <div ref={picture} aria-hidden="true" className="absolute inset-0" />
      <div ref={text} className="pdf-text" style={scaled} />
      <div ref={words} className="pdf-text" style={scaled} hidden={!scanned} />
    </>
  );
}

type Wish = Pick<PdfPageProps, "scale" | "quote" | "place" | "scanned"> & {
  onMarked: (mark: Element | null) => void;
};

/** Draws a page once; what is under way ends with `stop`. */
class Drawing {
  isOver = false;
  readonly #picture: HTMLElement;
  readonly #text: HTMLElement;
  readonly #words: HTMLElement;
  readonly #cancel: (() => void)[] = [];

  constructor(picture: HTMLElement, text: HTMLElement, words: HTMLElement) {
    this.#picture = picture;
    this.#text = text;
    this.#words = words;
  }

  async draw(page: PDFPageProxy, { scale, quote, place, scanned, onMarked }: Wish): Promise<void> {
    if (this.isOver) return;
    const picture = this.#drawPicture(page, scale);
    const own = await this.#drawText(page, scale);
    if (this.isOver) return;
    const lines = scanned ? layScannedWords(this.#words, scanned, page.getViewport({ scale: 1 })) : own;
    onMarked(quote ? markWords(lines, quote, place) : null);
    await picture;
  }

  async #drawText(page: PDFPageProxy, scale: number): Promise<HTMLElement[]> {
    this.#text.replaceChildren();
    const layer = new TextLayer({
      textContentSource: page.streamTextContent(),
      container: this.#text,
      viewport: page.getViewport({ scale }),
    });
    this.#cancel.push(() => layer.cancel());
    await layer.render();
    return layer.textDivs;
  }

  /** In a canvas of its own, so that the former one stays until this one is whole. */
  async #drawPicture(page: PDFPageProxy, scale: number): Promise<void> {
    const { width, height } = page.getViewport({ scale });
    const dense = Math.min(window.devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (width * height)));
    const viewport = page.getViewport({ scale: scale * dense });
    const canvas = document.createElement("canvas");
    canvas.className = "size-full";
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    const task = page.render({ canvas, viewport });
    this.#cancel.push(() => task.cancel());
    await task.promise;
    if (!this.isOver) this.#picture.replaceChildren(canvas);
  }

  stop(): void {
    this.isOver = true;
    for (const cancel of this.#cancel) cancel();
  }
}
