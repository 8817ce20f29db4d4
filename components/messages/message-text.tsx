import { createContext, type ReactNode, useContext } from "react";
import Markdown, { type Components, type ExtraProps } from "react-markdown";
import remarkGfm from "remark-gfm";
import { CitationChip } from "@/components/citations/citation-chip";
import type { CitationView } from "@/components/citations/citation-view";
import { Mark } from "@/components/citations/mark";
import { splitText } from "@/lib/messages/rules";
import { isPlain } from "./plain";

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
  return (
    <TextContext value={{ mentions, citations, activeCitation: activeCitation ?? null, onOpenCitation }}>
      <div className="message-text break-words">
        {isPlain(body) ? (
          <p>
            <Inline>{body}</Inline>
          </p>
        ) : (
          <Markdown remarkPlugins={PLUGINS} components={COMPONENTS} urlTransform={safeUrl}>
            {keepLineBreaks(body)}
          </Markdown>
        )}
      </div>
    </TextContext>
  );
}

type Text = Required<Pick<MessageTextProps, "mentions" | "citations">> & {
  activeCitation: number | null;
  onOpenCitation: MessageTextProps["onOpenCitation"];
};

/** Before a chip: alone on a line it would point to nothing. The space holds it to the word, and the span to the space. */
const NO_BREAK = "\u00a0";

const TextContext = createContext<Text>({
  mentions: [],
  citations: [],
  activeCitation: null,
  onOpenCitation: undefined,
});

/** Names, quotes and numbers in a run of text, each shown as what it is. */
function Inline({ children }: { children: ReactNode }) {
  const text = useContext(TextContext);
  return mapText(children, (run) =>
    splitText(run, text.mentions).map((piece, at, pieces) => {
      const key = `${at}:${piece.kind}`;
      if (piece.kind === "mention") return <Mention key={key}>{piece.text}</Mention>;
      if (piece.kind === "quote") return <Mark key={key}>{piece.text}</Mark>;
      if (piece.kind === "text")
        return pieces[at + 1]?.kind === "citation" ? piece.text.trimEnd() : piece.text;
      const citation = text.citations.find((one) => one.n === piece.n);
      if (!citation || !text.onOpenCitation) return null;
      const active = text.activeCitation === piece.n;
      return (
        <span key={key} className="whitespace-nowrap">
          {NO_BREAK}
          <CitationChip citation={citation} active={active} onOpen={text.onOpenCitation} />
        </span>
      );
    }),
  );
}

function Mention({ children }: { children: ReactNode }) {
  return <span className="font-medium text-accent">{children}</span>;
}

const PLUGINS = [remarkGfm];

/** Made once: components of another identity would be other components, and every chip would lose its focus when something changes. */
const COMPONENTS: Components = {
  p: ({ node, children }) => (
    <Paragraph lead={leadOf(node)}>
      <Inline>{children}</Inline>
    </Paragraph>
  ),
  li: ({ children }) => (
    <li>
      <Inline>{children}</Inline>
    </li>
  ),
  td: ({ children }) => (
    <td>
      <Inline>{children}</Inline>
    </td>
  ),
  th: ({ children }) => (
    <th>
      <Inline>{children}</Inline>
    </th>
  ),
  strong: ({ children }) => (
    <strong>
      <Inline>{children}</Inline>
    </strong>
  ),
  em: ({ children }) => (
    <em>
      <Inline>{children}</Inline>
    </em>
  ),
  h1: ({ children }) => <Heading>{children}</Heading>,
  h2: ({ children }) => <Heading>{children}</Heading>,
  h3: ({ children }) => <Heading>{children}</Heading>,
  pre: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre tabIndex={0}>{children}</pre>
  ),
  table: ({ children }) => (
    <div className="max-w-full overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
  a: ({ href, children }) => (href ? <Outside href={href}>{children}</Outside> : children),
  img: ({ src, alt }) => (typeof src === "string" && src ? <Outside href={src}>{alt || src}</Outside> : alt),
};

/** The bold words that a paragraph begins with, or null. */
function leadOf(node: ExtraProps["node"]): string | null {
  const first = node?.children[0];
  if (first?.type !== "element" || first.tagName !== "strong") return null;
  const [text] = first.children;
  return text?.type === "text" ? text.value : null;
}

/** In an answer, a line that begins with the name of a quoted source is the heading over its quotes: quiet, they are what is read. */
function Paragraph({ lead, children }: { lead: string | null; children: ReactNode }) {
  const { citations } = useContext(TextContext);
  const isSource = lead !== null && citations.some((one) => one.source === lead);
  return <p data-source-heading={isSource || undefined}>{children}</p>;
}

/** A heading in a message is a bold line: the page's own headings are the conversation's. */
function Heading({ children }: { children?: ReactNode }) {
  return (
    <p className="font-semibold text-lg">
      <Inline>{children}</Inline>
    </p>
  );
}

function Outside({ href, children }: { href: string; children?: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer noopener nofollow">
      {children}
    </a>
  );
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
