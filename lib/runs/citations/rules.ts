import type { CitationDto } from "@/lib/messages/schema";
import { quoteFinder } from "@/lib/sources/quotes/rules";
import { type SaidLine, secondsOf } from "../seconds/rules";

/** A passage that an engine was given, with the number it was given it by. */
export type CitablePassage = Omit<CitationDto, "quote" | "verified"> & {
  text: string;
  /** Of a recording: the lines of the passage. */
  said?: SaidLine[] | undefined;
};

/** What may be shown of an answer: words, or a citation that the words after it refer to as `[n]`. */
export type Shown = { text: string } | { citation: CitationDto };

/** Longer is no quote: a lone quotation mark must not hold the answer back. */
const LONGEST_HELD = 1_200;
const REMEMBERED = 2_400;

const OPENERS = /["“„«「『]/g;
const CLOSER = /["”“»」』]/;
const SPECIAL = /["“„«「『[`]/;
const NUMBERS = String.raw`\[\d{1,2}(?:\s*[,;]\s*\d{1,2})*\]`;
const MARKERS = new RegExp(`^${NUMBERS}(?: ?${NUMBERS})*`);
const MARKERS_BEGUN = new RegExp(String.raw`^(?:${NUMBERS} ?)*(?:\[[\d\s,;]{0,20})?$`);
/** Between the end of a quote and its number. */
const GAP = /^[.,;:!?…]?[ \u00a0]{0,2}/;

/**
 * Reads an answer while it comes. The engine was told to write `"exact words" [n]`; each such quote is looked for in passage n (a wrong
 * number is forgiven if another passage has the words). Found: it becomes a citation, numbered in order of appearance. Not
 * found: the quote and its number are left out, and counted. Words pass at once; a quote is held until its number is known.
 * Code is passed through untouched.
 */
export class CitationReader {
  readonly counts = { quoted: 0, leftOut: 0 };
  readonly #passages: (CitablePassage & { find: ReturnType<typeof quoteFinder> })[];
  readonly #known = new Map<string, number>();
  #held = "";
  /** What the engine wrote before, as far as a quote may reach back. */
  #before = "";
  #inFence = false;
  #shown: Shown[] = [];

  /** `cited`: what the answer cites already, when it goes on after a break. */
  constructor(passages: CitablePassage[], cited: CitationDto[] = []) {
    this.#passages = passages.map((passage) => ({ ...passage, find: quoteFinder(passage.text) }));
    for (const citation of cited) this.#known.set(keyOf(citation), citation.n);
  }

  /** What the next words of the engine allow to be shown. */
  push(delta: string): Shown[] {
    this.#held += delta;
    return this.#read(false);
  }

  /** What was still held back when the engine ended. */
  end(): Shown[] {
    return this.#read(true);
  }

  #read(isLast: boolean): Shown[] {
    while (this.#held !== "" && this.#step(isLast));
    const shown = this.#shown;
    this.#shown = [];
    return shown;
  }

  /** Decides about the next piece of what is held. false: more must come first. */
  #step(isLast: boolean): boolean {
    if (this.#inFence) return this.#passFence(isLast);
    const at = this.#held.search(SPECIAL);
    const plain = this.#held.slice(0, at < 0 ? undefined : at);
    const blank = /[ \u00a0]*$/.exec(plain)?.[0].length ?? 0;
    this.#release(plain.length - (at < 0 && isLast ? 0 : blank));
    if (at < 0) return false;
    const rest = this.#held.slice(blank);
    if (rest.startsWith("`")) return this.#passCode(blank, rest, isLast);
    return rest.startsWith("[")
      ? this.#readMarker(blank, rest, isLast)
      : this.#readQuote(blank, rest, isLast);
  }

  #passCode(blank: number, rest: string, isLast: boolean): boolean {
    const ticks = /^`+/.exec(rest)?.[0].length ?? 0;
    if (ticks === rest.length && !isLast) return false;
    if (ticks >= 3) {
      this.#inFence = true;
      return this.#release(blank + ticks);
    }
    const line = rest.split("\n", 1)[0] ?? "";
    const span = /^`+[^`]+`+/.exec(line)?.[0].length;
    const mayGoOn = !isLast && line.length === rest.length && rest.length < LONGEST_HELD;
    if (mayGoOn && (span === undefined || span === rest.length)) return false;
    return this.#release(blank + (span ?? ticks));
  }

  #passFence(isLast: boolean): boolean {
    const end = this.#held.indexOf("```");
    const open = isLast ? 0 : (/`{1,2}$/.exec(this.#held)?.[0].length ?? 0);
    this.#inFence = end < 0;
    this.#release(end < 0 ? this.#held.length - open : end + 3);
    return end >= 0;
  }

  #readMarker(blank: number, rest: string, isLast: boolean): boolean {
    if (!isLast && MARKERS_BEGUN.test(rest)) return false;
    const markers = MARKERS.exec(rest)?.[0];
    if (!markers) return this.#release(blank + 1);
    return this.#place(markers, { quotes: quotesBefore(this.#before), length: blank, end: "" });
  }

  #readQuote(blank: number, rest: string, isLast: boolean): boolean {
    const line = rest.split("\n", 1)[0] ?? "";
    const mayGoOn = !isLast && line.length === rest.length && rest.length < LONGEST_HELD;
    const endsAnother = rest.startsWith('"') && MARKERS.test(withoutGap(rest.slice(1)));
    if (endsAnother) return this.#release(blank + 1);
    const close = line.slice(1).search(CLOSER) + 1;
    if (close === 0) return mayGoOn ? false : this.#release(blank + 1);
    const length = blank + close + 1;
    const marked = withoutGap(rest.slice(close + 1));
    if (!isLast && MARKERS_BEGUN.test(marked)) return false;
    const markers = MARKERS.exec(marked)?.[0];
    if (!markers) return this.#release(length);
    const gap = rest.slice(close + 1, rest.length - marked.length);
    const quotes = quotesBefore(this.#before + this.#held.slice(0, length));
    return this.#place(markers, { quotes, length: length + gap.length, end: gap.trim() });
  }

  /** Shows what stands before the markers with their new numbers, or leaves both out but for the `end` of the sentence. */
  #place(markers: string, held: { quotes: string[]; length: number; end: string }): boolean {
    const numbers = (markers.match(/\d+/g) ?? []).map((number) => this.#verify(held.quotes, Number(number)));
    const found = [...new Set(numbers)].filter((n) => n !== null);
    if (found.length === 0) {
      this.counts.leftOut += 1;
      this.#show(held.end);
      this.#held = this.#held.slice(held.length + markers.length);
      return true;
    }
    this.#release(held.length);
    this.#show(found.map((n) => `[${n}]`).join(""));
    this.#before = (this.#before + markers).slice(-REMEMBERED);
    this.#held = this.#held.slice(markers.length);
    return true;
  }

  /** The citation's number for the first quote that stands in that passage, or else in another. */
  #verify(quotes: string[], number: number): number | null {
    const named = this.#passages.filter(({ n }) => n === number);
    const others = this.#passages.filter(({ n }) => n !== number);
    for (const quote of quotes) {
      for (const passage of [...named, ...others]) {
        const found = passage.find(quote);
        if (found) return this.#cite(passage, found.quote);
      }
    }
    return null;
  }

  #cite(passage: CitablePassage, quote: string): number {
    const { sourceType, sourceId, version, title, said } = passage;
    const seconds = said && secondsOf(said, quote);
    const anchor = seconds ? { kind: "time" as const, ...seconds } : passage.anchor;
    const key = keyOf({ sourceId, anchor, quote });
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const n = this.#known.size + 1;
    this.#known.set(key, n);
    this.counts.quoted += 1;
    this.#shown.push({
      citation: { n, sourceType, sourceId, version, anchor, title, quote, verified: true },
    });
    return n;
  }

  #release(length: number): true {
    const text = this.#held.slice(0, length);
    this.#show(text);
    this.#before = (this.#before + text).slice(-REMEMBERED);
    this.#held = this.#held.slice(length);
    return true;
  }

  #show(text: string): void {
    if (text === "") return;
    const last = this.#shown.at(-1);
    if (last && "text" in last) this.#shown[this.#shown.length - 1] = { text: last.text + text };
    else this.#shown.push({ text });
  }
}

function keyOf({ sourceId, anchor, quote }: Pick<CitationDto, "sourceId" | "anchor" | "quote">): string {
  return JSON.stringify([sourceId, Object.entries(anchor).toSorted(), quote]);
}

function withoutGap(text: string): string {
  return text.slice(GAP.exec(text)?.[0].length ?? 0);
}

const MOST_CANDIDATES = 6;
const NEAR = 400;

/**
 * What a number may refer to: the quote that ends right before it, the longest reading first because quotes may hold quotation
 * marks themselves; else the last longer quote of the sentences before it.
 */
function quotesBefore(text: string): string[] {
  const paragraph = text.slice(text.lastIndexOf("\n\n") + 1).replace(/[.,;:!?…]?\s*$/, "");
  if (CLOSER.test(paragraph.slice(-1))) {
    const openers = [...paragraph.slice(0, -1).matchAll(OPENERS)].slice(-MOST_CANDIDATES);
    return openers.map(({ index }) => paragraph.slice(index + 1, -1));
  }
  const spans = [...paragraph.slice(-NEAR).matchAll(/["“„«「『]([^"“”„«»「」『』\n]{12,})["”“»」』]/g)];
  return spans.slice(-1).map((span) => span[1] ?? "");
}
