import { readFileSync } from "node:fs";
import { untilProcessed } from "../support/brought";
import { expect, expectAccessible, test } from "../support/browser";

const TRANSCRIPT = (id: string) => `[0:01] Ana: Good morning. This is the pilot ${id} in Bergen.
[0:05] Ben: The price is too high for a town of our size.
[0:09] Ana: I will send another offer by Friday.
[0:13] Ben: Our mechanics need a day of training before the pilot begins.`;

test.use({ expectedErrors: [/status of 422/] }); // a template without a name is refused

const OURS = { "sec-fetch-site": "same-origin" };

test("an admin makes a template, a report is written by it, and everybody's open page says what becomes of both", async ({
  openAs,
}) => {
  test.slow(); // the first report is made by a job
  const id = Date.now().toString(36);
  const name = `Customer call ${id}`;
  const ben = await openAs("ben@example.com");
  const [mia, cleo] = [await openAs("mia@example.com"), await openAs("cleo@example.com")];
  const recordings = "/api/v1/workspaces/acme/audio_recordings";
  const data = { title: `Bergen ${id}`, transcript: TRANSCRIPT(id) };
  const made = await mia.request.post(recordings, { data, headers: OURS });
  const { recording_id: recordingId }: { recording_id: string } = await made.json();
  await untilProcessed(mia, recordingId);

  await ben.goto("/w/acme/settings/reports");
  await ben.getByRole("button", { name: "New template" }).click();
  const editor = ben.getByRole("dialog", { name: "New template" });
  await editor.getByRole("button", { name: "Make it" }).click();
  await expect(editor).toContainText("A template needs a name.");
  await expect(editor).toContainText("Say what the section is called.");
  await editor.getByLabel("Name").fill(name);
  const sections = editor.locator("[data-section]");
  await sections.nth(0).getByLabel("Title").fill("Price");
  await sections.nth(0).getByLabel("What belongs there").fill("What the customer said about the price");
  await editor.getByRole("button", { name: "Add a section" }).click();
  await sections.nth(1).getByLabel("What section 2 holds").selectOption({ label: "Tasks" });
  await editor.getByRole("button", { name: "Add a section" }).click();
  await sections.nth(2).getByLabel("Title").fill("Competitors");
  await sections.nth(2).getByLabel("What belongs there").fill("Which other vendors they mentioned");
  await sections.nth(2).getByLabel("Title").press("Alt+ArrowUp");
  await expect(editor.getByRole("status")).toHaveText("Competitors is section 2 now.");
  await expect(sections.nth(1).getByLabel("Title")).toBeFocused();
  await expectAccessible(ben);
  await editor.getByRole("button", { name: "Make it" }).click();
  const row = ben.getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText("Price · Competitors · Tasks");
  await expectAccessible(ben);

  await mia.goto("/w/acme/recordings");
  await mia.getByRole("button", { name: "Upload with choices" }).click();
  const asked = mia.getByRole("dialog", { name: "Upload recordings" });
  await asked.getByLabel("Report").selectOption({ label: name });
  await asked.getByLabel("Language spoken").selectOption({ label: "German" });
  await expectAccessible(mia);
  const chooser = mia.waitForEvent("filechooser");
  await asked.getByRole("button", { name: "Choose files" }).click();
  const buffer = readFileSync("tests/fixtures/audio/say.webm");
  await (await chooser).setFiles({ name: `Pilot ${id}.webm`, mimeType: "audio/webm", buffer });
  await mia.getByRole("link", { name: `Pilot ${id}` }).click();
  await mia.getByRole("button", { name: `The report will be written as: ${name}` }).click();
  await mia.getByRole("menuitemradio", { name: "Lecture" }).click();
  await expect(mia.getByRole("button", { name: "The report will be written as: Lecture" })).toBeVisible();
  await expectAccessible(mia);

  for (const page of [mia, cleo]) await page.goto(`/w/acme/recordings/${recordingId}`);
  const [report, seen] = [mia, cleo].map((page) => page.getByRole("region", { name: "Report" }));
  if (!report || !seen) throw new Error("Two pages show the report.");
  await expect(seen.getByRole("heading").first()).toBeVisible();
  await report.getByRole("button", { name: "Template: Meeting" }).click();
  await mia.getByRole("menuitemradio", { name }).click();
  for (const page of [report, seen]) {
    await expect(page.getByRole("heading").first()).toHaveText("Price");
    await expect(page).toContainText("The price is too high for a town of our size.");
    await expect(page).toContainText("Nothing was said about this.");
    await expect(page.getByRole("button", { name: `Template: ${name}` })).toBeVisible();
  }
  await report.getByRole("button", { name: "Write anew: Competitors" }).focus();
  await mia.keyboard.press("Enter");
  await expect(seen).toContainText("Version 3 of 3");
  await expectAccessible(mia);

  await row.getByRole("button", { name: `Edit ${name}` }).click();
  const change = ben.getByRole("dialog", { name: "Edit the template" });
  await change.getByLabel("Title").first().fill("Money");
  const templates = "/api/v1/workspaces/acme/report_templates";
  const { items } = await (await ben.request.get(templates)).json();
  const { id: templateId } = items.find((one: { name: string }) => one.name === name);
  const theirs = { sections: [{ kind: "risks" }] };
  await ben.request.patch(`${templates}/${templateId}`, { data: theirs, headers: OURS });
  await expect(change).toContainText("Somebody changed this template while you have it open.");
  await expectAccessible(ben);
  await change.getByRole("button", { name: "Keep mine" }).click();
  await expect(change.getByLabel("Title").first()).toHaveValue("Money");
  await change.getByRole("button", { name: "Save" }).click();
  await expect(seen).toContainText("The template was changed since.");
  await row.getByRole("button", { name: `Delete ${name}` }).click();
  await expect(row).toHaveCount(0);
  await expect(seen).toContainText("The template was deleted.");
  await ben.getByRole("button", { name: "Undo" }).click();
  await expect(row).toContainText("Money · Competitors · Tasks");
  await expect(seen).toContainText("The template was changed since.");
  await expect(seen.getByRole("heading").first()).toHaveText("Price");
  await report.getByRole("button", { name: "Write it anew" }).click();
  await expect(seen.getByRole("heading").first()).toHaveText("Money");

  await row.getByRole("button", { name: `Delete ${name}` }).click();
  await expect(row).toHaveCount(0);
});
