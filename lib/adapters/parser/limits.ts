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
  /** Of the process that reads: JavaScript heap in MB, and seconds. */
  heapMegabytes: 768,
  seconds: 180,
};
