import { untilProcessed } from "../support/brought";
import { expect, expectAccessible, openChannel, test } from "../support/browser";

const TRANSCRIPT = (id: string) => `[0:01] Ana: Morning. One thing only today: the date.
[0:05] Ben: We have decided that the osprey ${id} launch moves by one week to Friday noon.
[0:09] Cleo: I will send the shifted invitations tomorrow morning.`;
const OURS = { "sec-fetch-site": "same-origin" };

test("a report is posted where all may hear it, its lines open their seconds, are replied to, and marked when a word is corrected", async ({
  openAs,
  isMobile,
}) => {
  test.slow(); // the report is made by a job
  const id = Date.now().toString(36);
  const title = `Osprey ${id}`;
  const [ana, ben] = [await openAs("ana@example.com"), await openAs("ben@example.com")];
  const recordings = "/api/v1/workspaces/acme/audio_recordings";
  const data = { title, transcript: TRANSCRIPT(id), visibility: "private" };
  const made = await ana.request.post(recordings, { data, headers: OURS });
  const { recording_id: recordingId }: { recording_id: string } = await made.json();
  await untilProcessed(ana, recordingId);
  await openChannel(ben, "launch");

  await ana.goto(`/w/acme/recordings/${recordingId}`);
  await ana.getByRole("button", { name: `Actions for ${title}` }).click();
  await ana.getByRole("menuitem", { name: "Post to a channel" }).click();
  const dialog = ana.getByRole("dialog", { name: "Post to a channel" });
  await dialog.getByLabel("Where").selectOption({ label: "#launch" });
  await expect(dialog).toContainText("could not hear this recording");
  await expect(dialog.getByRole("button", { name: "Post", exact: true })).toBeDisabled();
  await expectAccessible(ana);
  await dialog.getByRole("button", { name: "Let #launch hear it" }).click();
  await expect(dialog).toContainText("Everybody there may hear it.");
  await dialog.getByRole("button", { name: "Post", exact: true }).click();
  await expect(ana.getByText("Posted to #launch.")).toBeVisible();

  const posted = ben.getByRole("region", { name: `From the report on ${title}` });
  await expect(posted).toContainText("moves by one week");
  await expectAccessible(ben);
  await posted.getByRole("button", { name: /0:05/ }).click();
  const pane = ben.locator("[data-pane]");
  await expect(pane.locator("mark").first()).toContainText(`osprey ${id}`);
  await ben.keyboard.press("Escape");

  const line = posted.locator("[data-posted-line]").filter({ hasText: "moves by one week" });
  if (!isMobile) await line.hover();
  await line.getByRole("button", { name: /^Reply to line/ }).click();
  const composer = pane.getByRole("textbox");
  await expect(composer).toHaveValue(/^> We have decided that the osprey/);
  await composer.press("End");
  await composer.pressSequentially("Which Friday?");
  await composer.press("Enter");
  await expect(pane.getByRole("log")).toContainText("Which Friday?");
  await ben.keyboard.press("Escape");

  const transcript = await (await ana.request.get(`${recordings}/${recordingId}/transcript`)).json();
  const said = transcript.segments.find(({ text }: { text: string }) => text.includes("one week"));
  const text = said.text.replace("one week", "two weeks");
  const corrected = { data: { text }, headers: OURS };
  await ana.request.patch(`${recordings}/${recordingId}/transcript/segments/${said.id}`, corrected);
  await expect(posted.locator("[data-posted-line=changed]")).toHaveCount(1);
  await expect(posted).toContainText("Corrected by Ana");
  for (const words of ["one week", "two weeks"])
    await expect(posted.getByRole("status").locator("mark").filter({ hasText: words })).toBeVisible();
  await expectAccessible(ben);

  await ana.request.patch(`${recordings}/${recordingId}`, { data: { visibility: "private" }, headers: OURS });
  await ben.reload();
  await expect(ben.getByText("A report that may not be read here any more.").last()).toBeVisible({
    timeout: 45_000,
  });
});
