import type { Page } from "@playwright/test";
import { untilProcessed } from "../support/brought";
import { expect, expectAccessible, test } from "../support/browser";

const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;
const workspace = "/api/v1/workspaces/acme";
const headers = { "sec-fetch-site": "same-origin" };

/** A recording that has only its transcript, and the report of it. */
async function record(page: Page, id: string): Promise<string> {
  const transcript = `[0:00] Ana: Good morning. The ibis ${id} has a problem.\n[0:10] Ben: I will call the laboratory of the ibis ${id} by Friday.\n[0:20] Cleo: I will send the shifted invitations tomorrow morning.`;
  const made = await page.request.post(`${workspace}/audio_recordings`, { data: { transcript }, headers });
  const { recording_id: recordingId } = await made.json();
  await untilProcessed(page, recordingId);
  return recordingId;
}

// The report is made by jobs, which wait for their turn.
test.setTimeout(120_000);

const taskOf = (page: Page, id: string) => page.locator("[data-task]").filter({ hasText: id });

test.describe("with a task that says nothing at first", () => {
  // It is refused in a sentence, which the browser notes too.
  test.use({ expectedErrors: [/status of 422/] });

  test("a suggested task is accepted, another one dismissed, for everybody: its owner sees it, its quote opens, a correction marks it, and done can be undone", async ({
    openAs,
  }) => {
    const id = unique();
    const ana = await openAs("ana@example.com");
    const ben = await openAs("ben@example.com");
    const recordingId = await record(ana, id);
    for (const page of [ana, ben]) {
      await page.goto(`/w/acme/recordings/${recordingId}`);
      await expect(page.getByRole("heading", { name: "Suggested tasks" })).toBeVisible();
    }

    const dismiss = (page: Page) => page.getByRole("button", { name: /^Dismiss: I will send the shifted/ });
    await dismiss(ana).click();
    await ana.getByRole("button", { name: "Dismiss", exact: true }).click(); // below, Undo is of the second time
    await expect(dismiss(ben)).toHaveCount(0);
    await ben.getByRole("button", { name: "1 dismissed" }).click();
    await expect(ben.locator("[data-dismissed]")).toContainText("Dismissed by Ana");
    await expectAccessible(ben);
    await ben.getByRole("button", { name: /^Bring back: I will send the shifted/ }).click();
    await dismiss(ana).click();
    await ana.getByRole("button", { name: "Undo" }).click();
    await expect(dismiss(ben)).toBeVisible();

    await ana.getByRole("button", { name: /^Accept: I will call the laboratory/ }).click();
    const dialog = ana.getByRole("dialog", { name: "Make task" });
    await expect(dialog.getByLabel("Who")).toHaveValue(/./);
    await expect(dialog.getByLabel("Until")).toHaveValue(/^\d{4}-\d{2}-\d{2}$/);
    await expect(dialog).toContainText("Said: by Friday");
    await dialog.getByLabel("What is to be done").fill("");
    await dialog.getByRole("button", { name: "Make task" }).click();
    await expect(dialog).toContainText("Say what is to be done.");
    await dialog.getByLabel("What is to be done").fill(`Call the laboratory ${id}`);
    await dialog.getByLabel("Until").fill("2020-05-31");
    await expectAccessible(ana);
    await dialog.getByRole("button", { name: "Make task" }).click();
    await expect(ana.getByText("The task is made.")).toBeVisible();
    for (const page of [ana, ben])
      await expect(page.getByRole("list", { name: "Tasks of this line" })).toContainText(
        `Call the laboratory ${id}`,
      );
    await expect(ben.getByRole("button", { name: /^Accept: I will call the laboratory/ })).toHaveCount(0);

    await ben.goto("/w/acme/tasks");
    const task = taskOf(ben, id);
    await expect(task).toContainText("Ben");
    await expect(task).toContainText("May 31, 2020, late");
    await expectAccessible(ben);
    await ben.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(ben);
    await task.getByRole("button", { name: /I will call the laboratory/ }).click();
    await expect(ben.locator("[data-pane] mark").first()).toContainText("call the laboratory");
    await ben.keyboard.press("Escape");

    const { segments } = await (
      await ana.request.get(`${workspace}/audio_recordings/${recordingId}/transcript`)
    ).json();
    await ana.request.patch(
      `${workspace}/audio_recordings/${recordingId}/transcript/segments/${segments[1].id}`,
      { data: { text: `I will call the observatory of the ibis ${id} by Friday.` }, headers },
    );
    await expect(task).toContainText("Source changed");
    await expect(task.locator("mark").filter({ hasText: /^observatory$/ })).toBeVisible();
    await expectAccessible(ben);
    await task.getByRole("button", { name: "Redo" }).click();
    await expect(task).not.toContainText("Source changed");
    await expect(task).toContainText("I will call the observatory");

    await task.getByRole("button", { name: `Done: Call the laboratory ${id}` }).click();
    await expect(task).toHaveCount(0);
    await ben.getByRole("button", { name: "Undo" }).last().click();
    await expect(task).toBeVisible();
    await task.getByRole("button", { name: `Actions for Call the laboratory ${id}` }).click();
    await ben.getByRole("menuitem", { name: "Edit" }).click();
    await ben.getByRole("dialog").getByLabel("Who").selectOption("Nobody yet");
    await ben.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await expect(task).toContainText("Nobody yet");
  });
});

test("a message becomes a task of its channel, and a task can be made of nothing", async ({ openAs }) => {
  const id = unique();
  const ana = await openAs("ana@example.com");
  const { items } = await (await ana.request.get(`${workspace}/conversations?limit=100`)).json();
  const general = items.find((one: { name: string | null }) => one.name === "general");
  await ana.goto(`/w/acme/channels/${general.id}`);
  const composer = ana.getByRole("textbox", { name: /^Message to/ });
  await composer.fill(`Order the paper ${id}`);
  await composer.press("Enter");
  const message = ana.getByRole("log").getByRole("article").filter({ hasText: id });
  await expect(message).toBeVisible();
  await message.hover();
  await message.getByRole("button", { name: "More" }).click();
  await ana.getByRole("menuitem", { name: "Make task" }).click();
  await ana.getByRole("dialog").getByRole("button", { name: "Make task" }).click();
  await expect(ana.getByText("The task is made.")).toBeVisible();
  await ana.goto("/w/acme/tasks");
  await expect(taskOf(ana, id)).toContainText("#general");
  await ana.getByRole("button", { name: "Make task", exact: true }).click();
  await ana.getByRole("dialog").getByLabel("What is to be done").fill(`Water the plants ${id}`);
  await ana.getByRole("dialog").getByRole("button", { name: "Make task" }).click();
  await expect(taskOf(ana, `Water the plants ${id}`)).toHaveCount(1);
});
