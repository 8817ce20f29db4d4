import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, openChannel, test } from "../support/browser";

const answers = (page: Page) => page.getByRole("log").locator("[data-answer]");
const pane = (page: Page) => page.locator("[data-pane]");
const PROOFS = [
  "We move the launch by one week because the battery certificate comes on Thursday.",
  "We move the launch by one week, because the lab has to repeat the transport test first.",
  "The launch has to move by one week, because the repeated test allows the certificate on Thursday",
];

async function close(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(pane(page)).toHaveCount(0);
}

/** "Make task" on an open quote: it stands under the answer for both, waits in Ben's inbox, and is done from there. */
async function giveTask(ana: Page, ben: Page, answer: Locator): Promise<void> {
  const title = `Ask for the certificate ${Date.now().toString(36)}`;
  await pane(ana).getByRole("button", { name: "Make task" }).click();
  const dialog = ana.getByRole("dialog", { name: "Make task" });
  await dialog.getByLabel("What is to be done").fill(title);
  await dialog.getByLabel("Who").selectOption("Ben");
  await dialog.getByLabel("Until").fill("2030-05-30");
  await dialog.getByRole("button", { name: "Make task" }).click();
  await expect(ana.getByText("The task is made.")).toBeVisible();
  const lines = [answer, answers(ben).last()].map((one) =>
    one.locator("xpath=ancestor::article").locator("[data-task-line]").filter({ hasText: title }),
  );
  for (const line of lines) await expect(line).toContainText(/Ben.*May 30, 2030/);
  await expectAccessible(ben);

  await ben.goto("/w/acme/inbox");
  const item = ben.locator("[data-task]").filter({ hasText: title });
  await expect(item).toContainText("A task from Ana");
  await expectAccessible(ben);
  await item.getByRole("button", { name: /because the battery certificate comes/ }).click();
  await expect(pane(ben).locator("[data-cited] mark")).toContainText("because the battery certificate");
  await close(ben);
  await item.getByRole("button", { name: "Done" }).click();
  await expect(item).toHaveCount(0);
  await expect(lines[0] ?? answer).toContainText("Done by Ben");
}

/** A chip that was left has the focus back and shows its card, which may lie over the next one. */
async function leave(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
}

test("one question, three proofs, two rights: the message, the second that plays, the page; and what only Ana may read", async ({
  openAs,
}) => {
  test.setTimeout(120_000); // an answer, three sources and a task through two rooms
  const [ana, ben] = [await openAs("ana@example.com"), await openAs("ben@example.com")];
  for (const page of [ana, ben]) await openChannel(page, "launch");
  const before = await answers(ana).count();
  await ana.getByRole("textbox", { name: /^Message to/ }).fill("@assistant why did the launch move?");
  await expect(ana.getByText("Will use what everyone who can open #launch may read")).toBeVisible();
  await ana.keyboard.press("Enter");
  for (const page of [ana, ben]) {
    await expect(answers(page)).toHaveCount(before + 1);
    const answer = answers(page).last();
    await expect(answer).toHaveAttribute("data-answer", "complete", { timeout: 20_000 });
    for (const proof of PROOFS) await expect(answer).toContainText(proof);
  }
  const answer = answers(ana).last();
  await expect(answer.getByRole("button", { name: "Open privately" })).toBeVisible();
  await expect(answers(ben).last().getByRole("button", { name: "Open privately" })).toHaveCount(0);
  const chip = (n: number) => answer.getByRole("button", { name: new RegExp(`^Quote ${n}:`) }).first();

  await chip(1).click();
  await expect(pane(ana).locator("[data-cited] mark")).toContainText("because the battery certificate comes");
  await giveTask(ana, ben, answer);
  await close(ana);

  await leave(ana);
  await chip(2).click();
  await expect(pane(ana).locator("mark").first()).toContainText("We move the launch by one week");
  await expect(pane(ana).getByText("0:41").first()).toBeVisible();
  const seconds = () =>
    pane(ana)
      .locator("audio")
      .evaluate((audio) => (audio instanceof HTMLAudioElement ? audio.currentTime : -1));
  await expect.poll(seconds).toBeGreaterThan(39);
  expect(await seconds()).toBeLessThan(45);
  await expectAccessible(ana);
  await close(ana);

  await leave(ana);
  await chip(3).click();
  await expect(pane(ana).locator("[data-page='3'] mark").first()).toContainText("The launch has to move");
  await expect(pane(ana).getByLabel("Page", { exact: true })).toHaveValue("3");
  await close(ana);
  await expect(chip(3)).toBeFocused();
});
