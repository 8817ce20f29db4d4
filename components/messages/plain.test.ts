import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { expect, test } from "vitest";
import { isPlain } from "./plain";

const drawn = (body: string) =>
  renderToStaticMarkup(createElement(Markdown, { remarkPlugins: [remarkGfm] }, body));
const asIs = (body: string) => renderToStaticMarkup(createElement("p", null, body));

const SAID = [
  "We move the launch by one week (the certificate comes on Thursday).",
  "Ask @Ben, he was there at 10:30 - and paid 12,50 for it!",
  "“Quoted”, isn't it? 100 % + more; 3.5 = good.",
  "明日の会議は十時です。",
];
const MARKED = [
  "- a list",
  "1. a list",
  "**bold**",
  "see https://a.b",
  "www.a.b",
  "a@b.cd",
  "two\nlines",
  " code",
  "a [1]",
  "&amp;",
  "",
];

test("what people mostly write is plain; what markdown reads differently is not", () => {
  for (const body of SAID) expect([body, isPlain(body), drawn(body)]).toEqual([body, true, asIs(body)]);
  for (const body of MARKED) expect([body, isPlain(body)]).toEqual([body, false]);
});

test("whatever is called plain, markdown leaves as it is", () => {
  const piece = fc.oneof(
    fc.constantFrom(..."-+=.)(!?:;,'\"/@$%^{}0123456789 ab"),
    fc.constantFrom("www", "http:", "mailto:", "@b.c", "  ", "---", "1)", "…", "é", "東"),
  );
  const body = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(body, (text) => {
      fc.pre(isPlain(text));
      expect(drawn(text)).toBe(asIs(text));
    }),
    { numRuns: 3_000 },
  );
});
