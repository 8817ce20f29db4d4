import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "../support/browser";

const secondsOf = (page: Page) =>
  page.locator("audio").evaluate((audio) => (audio instanceof HTMLAudioElement ? audio.currentTime : -1));

test.describe("shared by link", () => {
  // A link that was withdrawn leads to a page that is not there.
  test.use({ expectedErrors: [/status of 404/] });

  test("a report is read and heard without an account, until its link is withdrawn", async ({
    openAs,
    page,
  }) => {
    const ana = await openAs("ana@example.com");
    await ana.goto("/w/acme/recordings");
    const menu = ana.getByRole("button", { name: "Actions for Launch stand-up" });
    const open = async () => {
      await menu.click();
      await ana.getByRole("menuitem", { name: "Share by link" }).click();
    };
    await open();
    const links = ana.getByRole("region", { name: "Links" });
    const made = links.getByRole("listitem").first(); // the newest; below stand those of other days
    await ana.getByRole("switch", { name: "With the sound" }).check();
    await ana.getByLabel("Ends after").selectOption("1 day");
    await expectAccessible(ana);
    await ana.getByRole("button", { name: "Make a link" }).click();
    const address = await ana.getByLabel("The link", { exact: true }).inputValue();
    await expect(made).toContainText("Report, sound");
    await expect(made).toContainText("never opened");

    const noted = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith("/openings"));
    const answer = await page.goto(address);
    expect(answer?.headers()).toMatchObject({
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
      "cache-control": expect.stringContaining("no-store"),
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    });
    await expect(page.getByRole("heading", { level: 1, name: "Launch stand-up" })).toBeVisible();
    await expect(page.getByText("Ana of Acme shares this report with you.")).toBeVisible();
    await expect(page.getByRole("region", { name: "Transcript" })).toHaveCount(0);
    const second = page.getByRole("region", { name: "Report" }).getByRole("button", { name: /^Play from / });
    const [, minutes, seconds] = /(\d+):(\d+)/.exec((await second.last().textContent()) ?? "") ?? [];
    await second.last().click();
    await expect.poll(() => secondsOf(page)).toBeGreaterThanOrEqual(Number(minutes) * 60 + Number(seconds));
    await page.getByRole("button", { name: "Pause" }).click();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);

    await noted;
    await ana.keyboard.press("Escape");
    await open();
    await expect(made).toContainText("opened 1 time");
    await made.getByRole("button", { name: "Withdraw the link by Ana (Report, sound)" }).click();
    await expect(made).toContainText("Withdrawn");

    const ended = await page.reload();
    expect(ended?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "This link has ended or never was." })).toBeVisible();
    await expectAccessible(page);
  });
});
