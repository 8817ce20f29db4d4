/** What the picture of one page may cost. */
export const LIMITS = {
  /** Of the process that reads: all of its memory in MB, of which the JavaScript heap is little, and seconds. A full page takes 230 and 5 where nothing else wants the core. */
  memoryMegabytes: 400,
  heapMegabytes: 128,
  seconds: 240,
  /** How long a model may take. */
  modelSeconds: 120,
  /** Of the answer of a model: a full page has 1 500. */
  modelTokens: 8_000,
  /** Bytes of the picture. */
  pictureBytes: 16 * 1024 * 1024,
};
