import path from "node:path";
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
