import { untilProcessed } from "../support/brought";
import { expect, expectAccessible, test } from "../support/browser";
import { speak } from "../support/tone-speech";

const TRANSCRIPT = `[0:01] Ana: Morning. One thing only today: the date.
[0:05] Ben: We have decided that the kestrel launch moves by one week to Friday noon.`;
const OURS = { "sec-fetch-site": "same-origin" };

test("a sound is deleted for good while what was said stays, and a workspace keeps sound only so long", async ({
  openAs,
}) => {
  test.slow(); // two jobs come before it
  const title = `Kestrel ${Date.now().toString(36)}`;
  const [ana, ben] = [await openAs("ana@example.com"), await openAs("ben@example.com")];
  const recordings = "/api/v1/workspaces/acme/audio_recordings";
  const buffer = Buffer.from(speak(12, () => 300).wav);
  const file = { name: `${title}.wav`, mimeType: "audio/wav", buffer };
  const made = await ana.request.post(recordings, { multipart: { file }, headers: OURS });
  const { recording_id: id }: { recording_id: string } = await made.json();
  const one = async () => (await ana.request.get(`${recordings}/${id}`)).json();
  await expect.poll(async () => (await one()).waiting_for, { timeout: 45_000 }).toBe("engine");
  const said = { data: { text: TRANSCRIPT }, headers: OURS };
  expect((await ana.request.put(`${recordings}/${id}/transcript`, said)).status()).toBe(200);
  await untilProcessed(ana, id);

  for (const page of [ana, ben]) {
    await page.goto(`/w/acme/recordings/${id}`);
    await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  }
  await ana.goto("/w/acme/settings");
  const keep = ana.getByLabel("Keep the sound for");
  await keep.selectOption("90 days");
  await expect(ana.getByText("Saved.")).toBeVisible();
  await expectAccessible(ana);
  await ben.reload();
  await expect(ben.getByText("The sound is deleted on")).toBeVisible();
  await keep.selectOption("Ever");
  const settings = async () => (await ana.request.get("/api/v1/workspaces/acme")).json();
  await expect.poll(async () => (await settings()).sound_days).toBeNull();

  await ana.goto(`/w/acme/recordings/${id}`);
  await ana.getByRole("button", { name: `Actions for ${title}` }).click();
  await ana.getByRole("menuitem", { name: "Delete the sound" }).click();
  await expect(ana.getByRole("dialog", { name: "Delete the sound for good?" })).toBeVisible();
  await expectAccessible(ana);
  await ana.getByRole("button", { name: "Delete the sound" }).click();
  for (const page of [ana, ben]) {
    await expect(page.getByText("The sound was deleted by Ana")).toBeVisible();
    await expect(page.locator("audio")).toHaveCount(0);
    await expect(page.getByRole("region", { name: "Report" })).toContainText("moves by one week");
  }
  await ben.getByRole("button", { name: "Play from 0:05" }).first().click();
  await ben.getByRole("button", { name: "Transcript", exact: true }).click();
  await expect(ben.getByRole("complementary", { name: "Transcript" })).toContainText("kestrel launch");
  await expectAccessible(ben);
});
