import { newId } from "@/lib/core/ids";
import type { Slot } from "./api-slots";

/** A value with the name that a failing test shows. */
export type Bad = { name: string; value: unknown };

const repeat = (text: string, times: number) => text.repeat(times);

/** Text that people, programs and attackers send. Each is refused with the field's name, or kept as it is. */
const BAD_TEXTS: Bad[] = Object.entries({
  empty: "",
  blanks: " \t\n ",
  nul: "a\0b",
  "lone surrogate": "a\ud800b",
  "100 kB": repeat("The harbor is quiet. ", 5_000),
  "one word of 100 000 letters": repeat("a", 100_000),
  "10 000 newlines": repeat("\n", 10_000),
  "right-to-left override": "harbor\u202Egnp.exe",
  "zero-width only": "\u200B\u200C\u200D\uFEFF",
  "tag characters": "\u{E0041}\u{E0042}\u{E007F}",
  "stacked marks": `Z${repeat("\u0301\u0323", 40)}`,
  "an emoji family": "👨‍👩‍👧‍👦",
  decomposed: "Cafe\u0301",
  "dotless i": "ıİiI",
  "homoglyph mail": "ana@ехample.com",
  script: "<script>alert(1)</script>",
  img: '<img src=x onerror="alert(1)">',
  svg: "<svg/onload=alert(1)>",
  "javascript link": "[x](java\tscript:alert(1))",
  "data link": "data:text/html,<script>alert(1)</script>",
  "markdown 1 000 deep": `${repeat("> ", 1_000)}x`,
  "a bomb for regular expressions": `${repeat("a", 5_000)}!`,
  "10 000 mentions": repeat("@ben ", 7_900),
  everybody: "@channel @here",
  "SQL quotes": '\'; drop table "Message"; --',
  "a pattern": "100%_\\",
  "unbalanced operators": '"a OR (b AND -',
  "up the tree": "../../../etc/passwd",
  "absolute path": "/etc/passwd",
  "a new header": "x\r\nBcc: all@example.com",
  "terminal escape": "\u001b[2J",
  template: "{{7*7}} #{7*7} %s %n",
  "the prototype": "__proto__",
  "the constructor": "constructor",
  "a route's name": "api",
  "the word null": "null",
  "a NaN": "NaN",
  "an exponent": "1e309",
  "year 10000": "+010000-01-01",
  "year 0": "0000-01-01",
  "day 30 of February": "2026-02-30",
  "last day": "9999-12-31",
  "another cursor": Buffer.from('{"id":1}').toString("base64url"),
}).map(([name, value]) => ({ name, value }));

const WRONG_TYPES: Bad[] = [
  { name: "null", value: null },
  { name: "a number", value: 42 },
  { name: "true", value: true },
  { name: "a list", value: ["a"] },
  { name: "an object", value: { a: 1 } },
  { name: "an object with an operator", value: { not: null, contains: "" } },
];

const BAD_NUMBERS: Bad[] = [-1, 0, 1.5, 2 ** 31, 2 ** 53, 1e308, -(2 ** 63)].map((value) => ({
  name: String(value),
  value,
}));

const BAD_NUMBER_TEXTS: Bad[] = [
  ..."NaN Infinity -Infinity 1e309 1e3 0x10 1_000 ٣ 9223372036854775808".split(" "),
  "",
  " ",
  "1;2",
  "1\0",
].map((value) => ({ name: JSON.stringify(value), value }));

const BAD_IDS: Bad[] = [
  { name: "a random id", value: newId() },
  { name: "the nil id", value: "00000000-0000-0000-0000-000000000000" },
  { name: "an id in capitals", value: newId().toUpperCase() },
  { name: "an id in braces", value: `{${newId()}}` },
  { name: "an id and more", value: `${newId()}'--` },
  { name: "no id", value: "not-an-id" },
];

/** What is put into a place of a request. A path and a query hold text alone. */
export function badValuesFor(slot: Slot): Bad[] {
  const isText = slot.where !== "body";
  const values = [
    ...(slot.kind === "text" || isText ? BAD_TEXTS : BAD_TEXTS.slice(0, 6)),
    ...(slot.kind === "id" ? BAD_IDS : []),
    ...(slot.kind === "number" ? (isText ? BAD_NUMBER_TEXTS : []) : []),
    ...(slot.kind === "number" ? BAD_NUMBERS : []),
    ...(slot.kind === "array"
      ? [{ name: "ten thousand", value: Array.from({ length: 10_000 }, () => newId()) }]
      : []),
    ...(isText ? [] : WRONG_TYPES),
  ];
  if (!isText) return values;
  // An address has no half characters, an empty step is another address, and a server takes no line that long.
  return values.filter(({ value }) => {
    const text = String(value);
    return text.isWellFormed() && text.length < 10_000 && !(slot.where === "params" && text === "");
  });
}

/** Whole bodies that are none. */
export const BAD_BODIES: { name: string; raw: string | Uint8Array; type?: string; status: number[] }[] = [
  { name: "5 MB", raw: `{"body":"${repeat("a", 5_000_000)}"}`, status: [413] },
  { name: "truncated JSON", raw: '{"name": "Har', status: [400] },
  { name: "no JSON", raw: "name=Harbor", status: [400] },
  { name: "a form", raw: "name=Harbor", type: "application/x-www-form-urlencoded", status: [415] },
  { name: "plain text", raw: "{}", type: "text/plain", status: [415] },
  {
    name: "invalid UTF-8",
    raw: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    status: [400],
  },
  { name: "deep JSON", raw: `{"a":${repeat("[", 5_000)}${repeat("]", 5_000)}}`, status: [400] },
  { name: "a list", raw: "[]", status: [422] },
  { name: "null", raw: "null", status: [422] },
  { name: "text", raw: '"x"', status: [422] },
  { name: "a number", raw: "1e999", status: [422] },
  { name: "an unknown field", raw: '{"surely_unknown": 1}', status: [422] },
  { name: "__proto__", raw: '{"__proto__": {"role": "owner"}}', status: [422] },
  { name: "a BOM", raw: "\ufeff{", status: [400] },
];
