import { makePdf } from "./make-pdf";

const WORDS =
  "harbor ledger window contract invoice meadow signal compass velvet orchard kettle lantern gravel ribbon canyon".split(
    " ",
  );

/** A PDF of pages as full as a report's, no line of which stands in another book. */
export function makeBook(pages: number, name: string): Buffer {
  return makePdf(
    Array.from({ length: pages }, (_, page) =>
      Array.from({ length: 36 }, (__, line) => {
        const word = (at: number) => WORDS[(page * 7 + line * 3 + at * 5) % WORDS.length];
        return `${name} ${page} ${line}: the ${word(0)} of the ${word(1)} keeps its ${word(2)} by ${word(3)} number ${page * 36 + line}.`;
      }),
    ),
  );
}
