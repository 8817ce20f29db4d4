import { plural } from "./common";

/** Sources as they open beside what one reads. */
export const viewer = {
  opening: "The source is opening",
  page: "Page",
  pages: (count: number) => plural(count, "page", "pages"),
  pageOf: (page: number) => `Page ${page}`,
  of: (count: number) => `of ${count}`,
  smaller: "Smaller",
  larger: "Larger",
  size: "Size",
  download: "Download",
  encrypted: "This PDF asks for a password, so it can only be downloaded.",
  broken: "This file cannot be read as a PDF. It is kept as it was uploaded.",
  gone: "This source is no longer there, or you may not see it.",
  unread: "This document has not been read yet. It shows here as soon as it is.",
  unshown: "This picture cannot be shown. It is kept as it was uploaded.",
  slide: (number: number) => `Slide ${number}`,
  sheets: "Sheets",
  rows: (count: number) => plural(count, "row", "rows"),
  row: (number: number) => `Row ${number}`,
  empty: "There is no text in it.",
};
