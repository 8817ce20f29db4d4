import { plural } from "./common";

/** The marked quote, wherever it is met. */
export const citation = {
  open: (n: number, title: string, place: string) => `Quote ${n}: ${title}, ${place}`,
  quote: (n: number) => `Quote ${n}:`,
  openSource: "Open source",
  foundIn: "Found word for word",
  changed: "Source changed",
  escape: "Esc to go back",
  enterKey: "Enter",
  enterOpens: "opens",
  makeTask: "Make task",
  askAbout: "Ask about this",
  askQuestion: (quote: string) => `What else was said about this? “${quote}”`,
  kinds: { message: "Message", document: "Document", recording: "Recording" },
  summary: (quotes: number) => `${plural(quotes, "quote", "quotes")}, each found word for word`,
  quotesOnly: "quotes only",
  nothingLeft: "nothing left this machine",
  seconds: (seconds: number) => `${seconds.toFixed(1)} s`,
  receipt: "Open the receipt",
  gone: "This source is no longer there, or you may not see it.",
  whoIn: (author: string, place: string) => `${author} in ${place}`,
  goTo: (title: string) => `Go to ${title}`,
  page: (page: number) => `page ${page}`,
  slide: (slide: number) => `slide ${slide}`,
  rows: (sheet: string, first: number, last: number) =>
    first === last ? `${sheet}, row ${first}` : `${sheet}, rows ${first} to ${last}`,
  second: (ms: number) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`,
  privately: "Only you see this: you can read more on it.",
  openPrivately: "Open privately",
};
