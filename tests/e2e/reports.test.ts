import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "../support/browser";

test.skip(({ isMobile }) => isMobile, "The same parts stand one under the other on a phone.");

const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;
const workspace = "/api/v1/workspaces/acme";
const headers = { "sec-fetch-site": "same-origin" };
const findable = { timeout: 45_000 };

// What is brought is read by jobs first, which wait for their turn.
test.setTimeout(120_000);

/** A recording that has only its transcript. Its report is there when it is open. */
async function open(page: Page, title: string, transcript: string): Promise<void> {
  const made = await page.request.post(`${workspace}/audio_recordings`, {
    data: { title, transcript },
    headers,
  });
  const { recording_id: recordingId } = await made.json();
  await page.goto(`/w/acme/recordings/${recordingId}`);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole("region", { name: "Report" })).toBeVisible(findable);
}

/** Five minutes; in the third and fourth only a noise is made. */
const meeting = (name: string) =>
  [
    `[0:05] Ana: We have decided that the ${name} moves by one week because the certificate comes on Thursday.`,
    `[0:40] Ben: I will call the laboratory of the ${name} by Friday.`,
    "[1:10] Ana: Who tells the shops about the new date?",
    "[2:10] Ben: Mhm.",
    `[4:20] Ben: The risk is that the ${name} comes after the fair in Bergen.`,
    "[4:50] Ana: Good. We meet again on Monday.",
  ].join("\n");

test("a report is worked on: names are written right, lines and sections change, every version stays, and the plots are said in words", async ({
  openAs,
}) => {
  const id = unique();
  const ana = await openAs("ana@example.com");
  await open(ana, `Before ${id}`, meeting(`heeron${id}`));
  await ana.getByRole("button", { name: "Transcript", exact: true }).click();
  const aside = ana.getByRole("complementary", { name: "Transcript" });
  await aside.getByRole("tab", { name: "Details" }).click();
  const who = aside.locator("[data-speaker]");
  await expect(who).toHaveCount(2);
  for (const name of ["Ana", "Ben"])
    await expect(who.filter({ hasText: name })).toContainText(/\d+ %.*Turns.*Longest.*Words a minute/);
  await expect(aside.getByRole("region", { name: "Who spoke" })).toContainText(/Silence.*\d+ %/);
  await expect(who.first().locator("svg")).toHaveAttribute("aria-hidden", "true"); // the same is said in words
  await aside.getByLabel("Heard as").fill(`heeron${id}`);
  await aside.getByLabel("Written as").fill(`Heron ${id}`);
  await aside.getByRole("button", { name: "Add", exact: true }).click();
  await expect(aside.locator("[data-term]").filter({ hasText: `Heron ${id}` })).toBeVisible();
  await expectAccessible(ana);

  await open(ana, `After ${id}`, meeting(`heeron${id}`));
  const report = ana.getByRole("region", { name: "Report" });
  await expect(report).toContainText(`the Heron ${id} moves by one week`);
  await expect(report).not.toContainText(`heeron${id}`);
  await expect(report).toContainText(/No line touches \d of \d minutes:/);
  await expect(report.getByRole("button", { name: /^\d:00–\d:00$/ }).first()).toBeVisible();

  const line = report.getByRole("listitem").filter({ hasText: "moves by one week" }).first();
  await line.hover();
  await line.getByRole("button", { name: "Edit the line at 0:05" }).click();
  await report.getByLabel("What the line says").fill(`The Heron ${id} waits for its certificate.`);
  await report.getByRole("button", { name: "Save" }).click();
  await expect(report).toContainText(`The Heron ${id} waits for its certificate.`);
  await expect(report.getByRole("button", { name: "Version 2 of 2" })).toBeVisible();

  await report.getByRole("button", { name: "Write anew: Tasks" }).click();
  await expect(report.getByRole("button", { name: "Version 3 of 3" })).toBeVisible();
  await expect(report).toContainText(`The Heron ${id} waits for its certificate.`); // of another section

  await report.getByRole("button", { name: "Version 3 of 3" }).click();
  await ana.getByRole("menuitemradio", { name: /^1\s*Written/ }).click();
  await expect(report).toContainText("You see version 1. Nothing is changed by looking.");
  await expect(report).not.toContainText("waits for its certificate");
  await expectAccessible(ana);
  await report.getByRole("button", { name: "Restore it" }).click();
  await expect(report.getByRole("button", { name: "Version 4 of 4" })).toBeVisible();
  await expect(report).toContainText(`the Heron ${id} moves by one week`);
  await expect(report).not.toContainText("waits for its certificate");
});
