import { findWords, type Stretch } from "./find-words";

/** As much of a tree of HTML as marking needs: what react-markdown hands to its plugins. */
type Node = { type: string; tagName?: string; value?: string; properties?: object; children?: Node[] };

/**
 * A plugin of react-markdown that puts the marker stroke behind a quote, across paragraphs, emphasis and cells. The words are compared as
 * they are read, so that signs of markup in the quote or in the text make no difference.
 */
export function markQuote(quote: string | null, within?: Stretch) {
  return () => (tree: Node) => {
    if (!quote) return;
    const texts = textsOf(tree);
    const found = findWords(
      texts.map(({ node }) => node.value ?? ""),
      quote,
      within,
    );
    for (const { piece, start, end } of found.toReversed()) {
      const text = texts[piece];
      if (text) split(text, start, end);
    }
  };
}

type Text = { node: Node; parent: Node };

function textsOf(parent: Node): Text[] {
  return (parent.children ?? []).flatMap((node) =>
    node.type === "text" ? [{ node, parent }] : textsOf(node),
  );
}

function split({ node, parent }: Text, start: number, end: number): void {
  const value = node.value ?? "";
  const piece = (text: string): Node[] => (text === "" ? [] : [{ type: "text", value: text }]);
  const mark: Node = {
    type: "element",
    tagName: "mark",
    properties: {},
    children: piece(value.slice(start, end)),
  };
  const at = parent.children?.indexOf(node) ?? -1;
  if (at >= 0)
    parent.children?.splice(at, 1, ...piece(value.slice(0, start)), mark, ...piece(value.slice(end)));
}
