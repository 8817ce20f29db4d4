import type { DocumentPart } from "@/lib/documents/schema";
import type { PageSize } from "./pdf-document";

/** By its number, each page whose words were read in its picture. */
export type ScannedPages = ReadonlyMap<number, DocumentPart>;

export function scannedPagesOf(parts: DocumentPart[]): ScannedPages {
  return new Map(
    parts.flatMap((part) =>
      part.place.kind === "page" && part.scanned ? [[part.place.page, part] as const] : [],
    ),
  );
}

/** Whether it is known where the words of a page stand. */
export function hasPlaces({ scanned }: DocumentPart): boolean {
  return scanned?.some(({ box }) => box !== null) ?? false;
}

/**
 * Lays the words that were read in the picture of a page over it, each line where it stands: to be marked, selected and read aloud, as the text
 * of any other page. Returns the lines, from top to bottom.
 */
export function layScannedWords(layer: HTMLElement, { text, scanned = [] }: DocumentPart, size: PageSize) {
  layer.replaceChildren();
  return scanned.flatMap(({ start, end, box }) => {
    if (!box) return [];
    const line = document.createElement("span");
    line.textContent = text.slice(start, end);
    line.style.left = `${100 * box.left}%`;
    line.style.top = `${100 * box.top}%`;
    line.style.setProperty("--font-height", `${box.height * size.height}px`);
    layer.append(line, document.createElement("br"));
    const width = box.width * layer.clientWidth;
    if (line.offsetWidth > 0) line.style.setProperty("--scale-x", String(width / line.offsetWidth));
    return [line];
  });
}
