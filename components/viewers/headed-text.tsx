"use client";

import type { ReactNode } from "react";
import { Mark } from "@/components/citations/mark";
import type { DocumentPart } from "@/lib/documents/schema";
import { findWords, type Stretch, type WordsAt } from "./find-words";

type HeadedTextProps = {
  part: Pick<DocumentPart, "text" | "headings">;
  quote: string | null;
  /** Where in the text the quote stands: its words may be in it twice. */
  within: Stretch;
};

/** A text with its headings and paragraphs as its source has them, and the quote marked across them. */
export function HeadedText({ part, quote, within }: HeadedTextProps) {
  const blocks = blocksOf(part);
  const found = quote
    ? findWords(
        blocks.map(({ text }) => text),
        quote,
        within,
      )
    : [];
  return blocks.map((block, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place in a text that does not change
    <Block key={at} block={block}>
      {withMark(
        block.text,
        found.find(({ piece }) => piece === at),
      )}
    </Block>
  ));
}

type TextBlock = { text: string; level: number | null };

/** Headings stand where the source says; between them a blank line parts paragraphs. */
function blocksOf({ text, headings }: HeadedTextProps["part"]): TextBlock[] {
  const blocks: TextBlock[] = [];
  let at = 0;
  const paragraphs = (end: number) =>
    text
      .slice(at, end)
      .split(/\n\s*\n/)
      .filter((one) => one.trim() !== "")
      .map((one): TextBlock => ({ text: one.trim(), level: null }));
  for (const { start, end, level } of headings.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue;
    blocks.push(...paragraphs(start), { text: text.slice(start, end).trim(), level });
    at = end;
  }
  return [...blocks, ...paragraphs(text.length)];
}

/** A document's headings stand below the page's own. */
function Block({ block: { level }, children }: { block: TextBlock; children: ReactNode }) {
  if (level === null) return <p className="whitespace-pre-line">{children}</p>;
  if (level === 1) return <h3 className="text-2xl">{children}</h3>;
  return level === 2 ? <h4 className="text-xl">{children}</h4> : <h5>{children}</h5>;
}

function withMark(text: string, found: WordsAt | undefined): ReactNode {
  if (!found) return text;
  return (
    <>
      {text.slice(0, found.start)}
      <Mark>{text.slice(found.start, found.end)}</Mark>
      {text.slice(found.end)}
    </>
  );
}
