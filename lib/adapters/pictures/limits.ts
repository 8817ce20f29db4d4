const MIB = 1024 * 1024;

/** What one picture may cost, and what becomes of it. */
export const LIMITS = {
  /** Bytes of the file. */
  fileBytes: 64 * MIB,
  /** Of all frames that are decoded together: what the largest cameras of phones make, and a little more. */
  pixels: 52_000_000,
  /** More frames than these do not move. */
  frames: 150,
  /** And what moves is no larger than this, over all its frames. */
  movingPixels: 30_000_000,
  /** Of the process that draws: all of its memory in MB, of which the JavaScript heap is little, and seconds. */
  memoryMegabytes: 640,
  heapMegabytes: 256,
  seconds: 30,
  /** The longer side at most, in pixels: twice what the timeline shows, a large window, and what moves in it. */
  small: 720,
  large: 2_048,
  moving: 720,
};
