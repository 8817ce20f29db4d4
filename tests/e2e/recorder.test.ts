import path from "node:path";
import type { Page } from "@playwright/test";
import { CHROMIUM_FLAGS, findChromium } from "../../lib/cli/test/chromium";
import { expect, expectAccessible, test } from "../support/browser";

const VOICE = path.resolve(import.meta.dirname, "../fixtures/audio/say.wav");

test.use({
  launchOptions: {
    executablePath: findChromium() ?? "chromium",
    args: [
      ...CHROMIUM_FLAGS,
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-audio-capture=${VOICE}`,
    ],
  },
});

const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;
const slowly = { timeout: 30_000 };

async function begin(page: Page, title: string): Promise<void> {
  await page.goto("/w/acme/recordings/new");
  await page.getByLabel("Title").fill(title);
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(page.getByText("Tick that everybody who is heard knows of it.")).toBeVisible();
  await page.getByLabel("Everybody who is heard knows").check();
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(page.getByText("Recording", { exact: true })).toBeVisible();
}

/** What the clock shows, in milliseconds. */
async function clockOf(page: Page): Promise<number> {
  const shown = (await page.getByRole("timer").textContent()) ?? "";
  const [minutes = 0, seconds = 0] = shown.split(":").map(Number);
  return (minutes * 60 + seconds) * 1_000;
}

const reached = (page: Page, ms: number) =>
  expect.poll(() => clockOf(page), slowly).toBeGreaterThanOrEqual(ms);

async function note(page: Page, text: string): Promise<void> {
  await page.getByLabel("Note", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Pin" }).click();
  await expect(page.locator("[data-note]").filter({ hasText: text })).toBeVisible();
}

test("a killed page loses nothing that was kept: the recording goes on, and its page plays the notes", async ({
  openAs,
}) => {
  const title = `Walk ${unique()}`;
  const first = await openAs("ana@example.com");
  await begin(first, title);
  await reached(first, 2_000);
  await note(first, "Ask about the frames");
  await first.locator("main").press("m");
  await expect(first.locator("[data-note]").filter({ hasText: "Marked" })).toBeVisible();
  await expectAccessible(first);
  await reached(first, 12_000);
  await first.close();

  const ana = await first.context().newPage();
  await ana.goto("/w/acme/recordings");
  const left = ana.locator("[data-left-capture]").filter({ hasText: title });
  await expect(left).toContainText("0:10 safe.");
  await expectAccessible(ana);
  await left.getByRole("button", { name: "Resume" }).click();
  await expect(ana.locator("[data-note]").filter({ hasText: "Ask about the frames" })).toBeVisible();
  await reached(ana, 13_000);
  await note(ana, "Ben brings the paper");
  await ana.getByRole("button", { name: "Pause" }).click();
  await expect(ana.getByText(/^Paused at 0:1\d$/)).toBeVisible();
  await ana.getByRole("button", { name: "Resume" }).click();
  await ana.getByRole("link", { name: "Recordings", exact: true }).first().click();
  await expect(ana.getByText(/^Recording, 0:1\d$/)).toBeVisible();
  await ana.getByRole("link", { name: "Open the recorder" }).click();
  const recordedMs = await clockOf(ana);
  await ana.getByRole("button", { name: "Stop" }).click();

  await expect(ana.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(ana.locator("[data-note]")).toHaveCount(3);
  const audio = ana.locator("audio");
  await expect(audio).toHaveCount(1, slowly);
  const lengthMs = () =>
    audio.evaluate((one) => (one instanceof HTMLAudioElement ? one.duration * 1_000 : 0));
  await expect.poll(lengthMs, slowly).toBeGreaterThan(recordedMs - 500);
  expect(await lengthMs()).toBeLessThan(recordedMs + 2_500);
  await ana.getByRole("button", { name: /^Play from 0:1\d$/ }).click();
  const placeMs = () =>
    audio.evaluate((one) => (one instanceof HTMLAudioElement ? one.currentTime * 1_000 : 0));
  await expect.poll(placeMs).toBeGreaterThan(12_000);
  await ana.goto("/w/acme/recordings");
  await expect(ana.locator("[data-recording]").filter({ hasText: title })).toContainText("0:1");
  await expect(left).toHaveCount(0);
});
