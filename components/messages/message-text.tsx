import type { ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { CitationChip } from "@/components/citations/citation-chip";
import type { CitationView } from "@/components/citations/citation-view";
import { Mark } from "@/components/citations/mark";
import { splitText } from "@/lib/messages/rules";

type MessageTextProps = {
  body: string;
  /** Names that stand behind an @. */
  mentions: string[];
  citations?: CitationView[];
  activeCitation?: number | null;
  onOpenCitation?: (citation: CitationView) => void;
};

/** Beyond this, or nested deeper, markup costs more than it gives: the text is shown as it was typed. */
const MOST_MARKUP = 12_000;
const DEEPEST = 12;

/** A message as people read it: markdown without raw HTML; images are links, because nothing is fetched from elsewhere. */
export function MessageText({
  body,
  mentions,
  citations = [],
  activeCitation,
  onOpenCitation,
}: MessageTextProps) {
  if (body.length > MOST_MARKUP || isTooDeep(body)) {
    return <div className="whitespace-pre-wrap break-words">{body}</div>;
  }
  const inline = (children: ReactNode) =>
    mapText(children, (text) =>
      splitText(text, mentions).map((piece, at) => {
        const key = `${at}:${piece.kind}`;
        if (piece.kind === "mention") return <Mention key={key}>{piece.text}</Mention>;
        if (piece.kind === "quote") return <Mark key={key}>{piece.text}</Mark>;
        if (piece.kind === "text") return piece.text;
        const citation = citations.find((one) => one.n === piece.n);
        if (!citation || !onOpenCitation) return null;
        return (
          <CitationChip
            key={key}
            citation={citation}
            active={activeCitation === piece.n}
            onOpen={onOpenCitation}
          />
        );
      }),
    );
  return (
    <div className="message-text break-words">
      <Markdown remarkPlugins={[remarkGfm]} components={componentsWith(inline)} urlTransform={safeUrl}>
        {keepLineBreaks(body)}
      </Markdown>
    </div>
  );
}

function Mention({ children }: { children: ReactNode }) {
  return <span className="font-medium text-accent">{children}</span>;
}

function componentsWith(inline: (children: ReactNode) => ReactNode): Components {
  return {
    p: ({ children }) => <p>{inline(children)}</p>,
    li: ({ children }) => <li>{inline(children)}</li>,
    td: ({ children }) => <td>{inline(children)}</td>,
    th: ({ children }) => <th>{inline(children)}</th>,
    strong: ({ children }) => <strong>{inline(children)}</strong>,
    em: ({ children }) => <em>{inline(children)}</em>,
    h1: ({ children }) => <p className="font-semibold text-lg">{inline(children)}</p>,
    h2: ({ children }) => <p className="font-semibold text-lg">{inline(children)}</p>,
    h3: ({ children }) => <p className="font-semibold">{inline(children)}</p>,
    pre: ({ children }) => (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      <pre tabIndex={0}>{children}</pre>
    ),
    table: ({ children }) => (
      <div className="max-w-full overflow-x-auto">
        <table>{children}</table>
      </div>
    ),
    a: ({ href, children }) =>
      href ? (
        <a href={href} target="_blank" rel="noreferrer noopener nofollow">
          {children}
        </a>
      ) : (
        children
      ),
    img: ({ src, alt }) =>
      typeof src === "string" && src ? (
        <a href={src} target="_blank" rel="noreferrer noopener nofollow">
          {alt || src}
        </a>
      ) : (
        alt
      ),
  };
}

/** Only addresses that cannot run anything become links; the rest stays text. */
function safeUrl(url: string): string {
  const bare = [...url.trim()].filter((letter) => letter > " ").join("");
  return /^(https?:\/\/|mailto:|tel:)/i.test(bare) ? bare : "";
}

/** In a message a new line is a new line; markdown would join them. */
function keepLineBreaks(body: string): string {
  return body
    .split(/(```[\s\S]*?(?:```|$))/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/([^\n|])\n(?=[^\n|])/g, "$1  \n")))
    .join("");
}

function isTooDeep(body: string): boolean {
  return (
    new RegExp(`^(?:[ \\t]*(?:>|[-*+]|\\d+\\.)){${DEEPEST},}`, "m").test(body) || /[[*_(]{40,}/.test(body)
  );
}

function mapText(children: ReactNode, change: (text: string) => ReactNode): ReactNode {
  if (typeof children === "string") return change(children);
  if (Array.isArray(children)) {
    return children.map((child, at) =>
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one parsed paragraph never change places
      typeof child === "string" ? <span key={at}>{change(child)}</span> : child,
    );
  }
  return children;
}
