"use client";

import Markdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { Mark } from "@/components/citations/mark";
import type { DocumentPart } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import type { Stretch } from "./find-words";
import { HeadedText } from "./headed-text";
import { markQuote } from "./marked-html";
import { useShownMark } from "./use-shown-mark";

type TextViewerProps = {
  part: Pick<DocumentPart, "text" | "headings">;
  /** Markdown is set as one reads it; another text keeps its lines. */
  isMarkdown: boolean;
  quote: string | null;
  /** Where in the text the quote stands: its words may be in it twice. */
  within: Stretch;
};

/** Beyond this markup would keep the browser busy: the text is shown as it stands. */
const MOST_MARKUP = 400_000;

/** A text as one reads it, in the measure of a page, with the quote marked. */
export function TextViewer({ part, isMarkdown, quote, within }: TextViewerProps) {
  const article = useShownMark<HTMLElement>(quote && `${within.from}:${quote}`);
  if (part.text.trim() === "") return <p className="p-8 text-center text-muted">{t.viewer.empty}</p>;
  return (
    <article ref={article} className="reading-text px-6 py-6">
      {isMarkdown && part.text.length <= MOST_MARKUP ? (
        <Markdown
          remarkPlugins={[remarkGfm]}
          rehypePlugins={[markQuote(quote, within)]}
          components={COMPONENTS}
          urlTransform={safeUrl}
        >
          {part.text}
        </Markdown>
      ) : (
        <HeadedText part={part} quote={quote} within={within} />
      )}
    </article>
  );
}

/** The headings of a document stand below the page's own. Pictures are their names: nothing is fetched from elsewhere. */
const COMPONENTS: Components = {
  mark: ({ children }) => <Mark>{children}</Mark>,
  h1: ({ children }) => <h3 className="text-2xl">{children}</h3>,
  h2: ({ children }) => <h4 className="text-xl">{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noreferrer noopener nofollow">
        {children}
      </a>
    ) : (
      children
    ),
  img: ({ alt }) => <span className="text-muted">{alt}</span>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="max-w-full overflow-x-auto" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
};

function safeUrl(url: string): string {
  return /^(https?:\/\/|mailto:)/i.test(url.trim()) ? url.trim() : "";
}
