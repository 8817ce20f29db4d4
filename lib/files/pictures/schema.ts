import { z } from "zod";

/** Whether a picture can be shown: `coming` while it is being drawn anew, `ready`, or why it cannot be. */
export const PictureState = z.enum(["coming", "ready", "damaged", "too_large"]);

/** As it is drawn: `small` for a timeline, at most 720 pixels; `large` to be looked at, at most 2 048. */
export const PictureDrawn = z.enum(["small", "large"]);
export type PictureDrawn = z.infer<typeof PictureDrawn>;
