import type { Page } from "@playwright/test";
import { expect, expectAccessible, openChannel, test } from "../support/browser";
import { nextSlice, WITH_MICROPHONE } from "../support/microphone";

const slowly = { timeout: 30_000 };

test.use({ launchOptions: WITH_MICROPHONE });
test.skip(({ isMobile }) => !isMobile, "Speaking takes as long at every size, and is done on a phone.");

const voices = (page: Page) => page.getByRole("log").getByRole("region", { name: "Voice message of Ana" });
const bar = (page: Page) => page.getByRole("region", { name: "Voice message", exact: true });

/** Until the clock shows so many seconds. */
async function speak(page: Page, seconds: number): Promise<void> {
  await page.getByRole("button", { name: "Record a voice message" }).click();
  const clock = bar(page).getByRole("timer");
  await expect
    .poll(async () => Number((await clock.textContent())?.split(":").at(-1)), slowly)
    .toBeGreaterThanOrEqual(seconds);
}

// Speaking takes its time, and joining, measuring and playing it take theirs on a machine that does much else.
test.setTimeout(150_000);

test("what is said into the composer is played in the other browser, and survives a killed page", async ({
  openAs,
}) => {
  const ana = await openAs("ana@example.com");
  const ben = await openAs("ben@example.com");
  await openChannel(ana, "design");
  await openChannel(ben, "design");
  const before = await voices(ben).count();

  await speak(ana, 2);
  await expectAccessible(ana);
  await bar(ana).getByRole("button", { name: "Send" }).click();
  await expect(bar(ana)).toHaveCount(0);
  await expect(voices(ben)).toHaveCount(before + 1, slowly);
  const heard = voices(ben).last();
  await expect(heard.getByRole("button", { name: "Play" })).toBeEnabled(slowly);
  await heard.getByRole("button", { name: "Play" }).click();
  const placeMs = () =>
    heard.locator("audio").evaluate((one) => (one instanceof HTMLAudioElement ? one.currentTime * 1_000 : 0));
  await expect.poll(placeMs, slowly).toBeGreaterThan(300);
  await expectAccessible(ben);

  await speak(ana, 1);
  await ana.keyboard.press("Escape");
  await expect(bar(ana)).toHaveCount(0);
  const said = ana.getByRole("region", { name: "What just happened" });
  await expect(said).toContainText("is discarded.");
  await said.getByRole("button", { name: "Dismiss" }).click(); // on a phone it lies over the composer

  const sliced = nextSlice(ana);
  await speak(ana, 11);
  await sliced;
  await ana.close();
  const again = await ana.context().newPage();
  await openChannel(again, "design");
  const left = again.locator("[data-left-voice]").filter({ hasText: "was cut off here" });
  await expect(left).toBeVisible(slowly);
  await left.getByRole("button", { name: "Send" }).click();
  await expect(voices(ben)).toHaveCount(before + 2, slowly);
  await expect(voices(ben).last().getByRole("button", { name: "Play" })).toBeEnabled(slowly);
  await expect(left).toHaveCount(0);

  await again.goto("/w/acme/recordings");
  await expect(again.getByRole("heading", { level: 1, name: "Recordings" })).toBeVisible();
  await expect(again.locator("[data-recording]").filter({ hasText: "Voice message" })).toHaveCount(0);
});
