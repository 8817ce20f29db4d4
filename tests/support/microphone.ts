import path from "node:path";
import type { Page } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "../../lib/cli/test/chromium";

const VOICE = path.resolve(import.meta.dirname, "../fixtures/audio/say.wav");

/** A browser whose microphone says the same clip over and over, and is granted without asking. */
export const WITH_MICROPHONE = {
  executablePath: findChromium() ?? "chromium",
  args: [
    ...CHROMIUM_FLAGS,
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-audio-capture=${VOICE}`,
  ],
};

/** Resolves when the server has the next slice of what a page records: it is safe then, whatever becomes of the page. */
export async function nextSlice(page: Page): Promise<void> {
  await page.waitForResponse(
    (response) =>
      response.request().method() === "PUT" &&
      response.ok() &&
      /\/slices\/\d+$/.test(new URL(response.url()).pathname),
    { timeout: 0 }, // the test's own: it takes as long as one speaks
  );
}
