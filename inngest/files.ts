import { redrawPicture, sweepComing } from "@/lib/files/pictures/commands";
import { pictureBrought } from "@/lib/files/pictures/events";
import { eraseBytes } from "@/lib/files/uses/commands";
import { filesDropped } from "@/lib/files/uses/events";
import { showAgain } from "@/lib/messages/files/commands";
import { everyWorkspace } from "./every-workspace";
import { cronJob, job } from "./step";

/** Draws a picture anew before anybody is shown it, and shows it where it was sent meanwhile. */
export const drawPicture = job(
  { id: "draw-picture", perWorkspace: 2, actsAs: "system", rows: "failures" },
  { event: pictureBrought },
  async ({ payload, step }) => {
    if (!(await step.run("draw", (ctx) => redrawPicture(ctx, payload.fileId)))) return null;
    await step.run("show", (ctx) => showAgain(ctx, payload.fileId));
    return null;
  },
);

/** Erases the bytes of files that nothing uses any more, where that was not done at once. */
export const eraseDropped = job(
  { id: "erase-dropped", queue: "low", actsAs: "system", rows: "failures" },
  { event: filesDropped },
  ({ payload, step }) =>
    step.run("erase", async (ctx) => {
      await eraseBytes(ctx, payload.paths);
      return null;
    }),
);

/** Draws where that job was lost, and for what was brought before pictures were drawn. */
export const sweepPictures = cronJob(
  { id: "sweep-pictures", queue: "low" },
  "*/5 * * * *",
  async ({ step }) => {
    await everyWorkspace(step, "sweep pictures", sweepComing);
  },
);
