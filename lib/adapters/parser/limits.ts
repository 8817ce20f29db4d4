const MIB = 1024 * 1024;

/** What one document may cost. */
export const LIMITS = {
  /** Bytes of the file. */
  fileBytes: 200 * MIB,
  /** Bytes that an archive unpacks to, and how many files it holds. */
  unpackedBytes: 300 * MIB,
  entries: 10_000,
  pages: 2_500,
  /** Characters of text, over all parts. */
  characters: 20_000_000,
  /** Rows of all sheets. */
  rows: 200_000,
  /** Pictures of pages: pixels of one image, images of one page, and the longer side of what is drawn of it (200 dots an inch on A4). */
  imagePixels: 60_000_000,
  imagesOfPage: 200,
  pictureSide: 2_340,
  /** Of the process that reads: JavaScript heap in MB, and seconds. */
  heapMegabytes: 768,
  seconds: 180,
};
