import { expect, type Page } from "@playwright/test";

/** Resolves when all that the jobs make of a recording is there, its report too: nothing of it changes any more by itself. */
export async function untilProcessed(page: Page, recordingId: string): Promise<void> {
  const address = `/api/v1/workspaces/acme/audio_recordings/${recordingId}`;
  const status = async () => (await (await page.request.get(address)).json()).status;
  await expect.poll(status, { timeout: 45_000 }).toBe("processed");
}
