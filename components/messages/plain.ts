/** What means something to markdown (CommonMark with GitHub's additions) wherever it stands: marks, links without marks, line ends. */
const ANYWHERE = /[*_`~#>|[\]<\\&\n\r\t\0]|:\/\/|www\.|[\w.+-]@/i;
/** Lists, rules, code and trailing space. */
const AT_AN_END = /^(?:[-+=]|\d{1,9}[.)]|\s)|\s$/;

/** Whether markdown would make one paragraph of a text and change nothing in it. Most messages are such, and need no parser. */
export function isPlain(body: string): boolean {
  return body !== "" && !ANYWHERE.test(body) && !AT_AN_END.test(body);
}
