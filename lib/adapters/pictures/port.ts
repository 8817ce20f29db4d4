/** Why a picture is not drawn: see the sentences of lib/text/en/attachment. */
export type PictureFault = "damaged" | "too_large";

export type Redrawn =
  | {
      ok: true;
      /** Of the original as it is to be seen, in pixels: held upright, whatever way its bytes lie. */
      width: number;
      height: number;
      /** Whether the large one moves. The small one never does. */
      isMoving: boolean;
      /** WebP with nothing in it but the picture: no place, no camera, no name, no profile. */
      small: Uint8Array;
      large: Uint8Array;
    }
  | { ok: false; fault: PictureFault };

/**
 * Draws a picture that nobody trusts anew, within bounds: bytes, pixels, memory and time. What exceeds them, or cannot be decoded, is an
 * outcome; what throws is a failure of ours.
 */
export type PicturesPort = {
  redraw(body: ReadableStream<Uint8Array>): Promise<Redrawn>;
};
