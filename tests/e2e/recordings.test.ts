import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "../support/browser";
import { speak } from "../support/tone-speech";

const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;
const findable = { timeout: 45_000 };

// What is brought is read by jobs first, which wait for their turn.
test.setTimeout(120_000);

/** Twenty seconds in which somebody speaks, then pauses. */
function wav(title: string) {
  const { wav } = speak(20, () => 300);
  return { name: `${title}.wav`, mimeType: "audio/wav", buffer: Buffer.from(wav) };
}

const transcript = (id: string) => `WEBVTT

00:00:01.000 --> 00:00:05.000
<v Ana>Morning. One thing only today: the date of the kestrel ${id}.

00:00:09.000 --> 00:00:13.000
<v Ben>We have decided that the kestrel launch moves by one week to Friday noon.

00:00:14.000 --> 00:00:18.000
<v Cleo>Then I will send the shifted invitations tomorrow morning.
`;

async function bring(page: Page, title: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await (await chooser).setFiles([wav(title)]);
}

async function importInto(page: Page, title: string, text: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${title}` }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("menuitem", { name: "Import a transcript" }).click();
  await (await chooser).setFiles({ name: "other.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
}

const secondsOf = (page: Page) =>
  page.locator("audio").evaluate((audio) => (audio instanceof HTMLAudioElement ? audio.currentTime : -1));

/** A line was clicked, and plays: it has the focus, and so has the waveform later; no key is lost by that. */
async function expectKeys(page: Page): Promise<void> {
  const press = (key: string) => page.keyboard.press(key);
  const shown = (name: string) => expect(page.getByRole("button", { name, exact: true })).toBeVisible();
  const isAt = (seconds: number) => expect.poll(() => secondsOf(page)).toBeCloseTo(seconds, 0);
  await shown("Pause");
  await press("Space");
  await shown("Play");
  const from = await secondsOf(page);
  await press("ArrowRight");
  await isAt(from + 5);
  await press("ArrowLeft");
  await isAt(from);
  await press("m");
  await expect(page.locator("[data-note]")).toHaveCount(2);
  await page.getByRole("slider", { name: "Position" }).click();
  await isAt(10);
  await expect(page.locator("[data-segment] [aria-current=true]")).toContainText("We have decided");
  await press("ArrowLeft");
  await isAt(5);
  await press("Space");
  await shown("Pause");
  await press("Space");
  await shown("Play");
  const speed = page.getByRole("button", { name: /^Speed/ });
  await speed.focus();
  await press("Space");
  await expect(speed).toHaveText("1.25×");
  expect(await page.locator("audio").evaluate((audio: HTMLAudioElement) => audio.playbackRate)).toBe(1.25);
  await shown("Play"); // the button alone was pressed
}

test("a recording is brought, waits for an engine and plays; with a transcript its report, its words and search lead to the second", async ({
  openAs,
}) => {
  const id = unique();
  const ana = await openAs("ana@example.com");
  await ana.goto("/w/acme/recordings");
  await expect(ana.getByRole("heading", { level: 1, name: "Recordings" })).toBeVisible();
  const row = ana.locator("[data-recording]").filter({ hasText: `Stand-up ${id}` });
  await bring(ana, `Stand-up ${id}`);
  await expect(row).toContainText("it waits for an engine", findable);
  await expect(row).toContainText("0:20");
  await expectAccessible(ana);

  await ana.getByRole("link", { name: `Stand-up ${id}` }).click();
  await expect(ana.getByText("No engine writes down speech here yet")).toBeVisible();
  await ana.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(() => secondsOf(ana)).toBeGreaterThan(0);
  await ana.getByRole("button", { name: "Pause", exact: true }).click();
  await ana.getByRole("slider", { name: "Position" }).fill("4000");
  await ana.getByLabel("Note", { exact: true }).fill("Ask about the frames");
  await ana.getByRole("button", { name: "Pin" }).click();
  await expect(ana.locator("[data-note]").filter({ hasText: "Ask about the frames" })).toContainText("0:04");

  const chooser = ana.waitForEvent("filechooser");
  await ana.getByRole("button", { name: "Import a transcript" }).click();
  await (await chooser).setFiles({
    name: "said.vtt",
    mimeType: "text/vtt",
    buffer: Buffer.from(transcript(id)),
  });
  const report = ana.getByRole("region", { name: "Report" });
  await expect(report).toContainText("moves by one week", findable);
  await report.getByRole("button", { name: "Play from 0:09" }).first().click();
  await expect.poll(() => secondsOf(ana)).toBeGreaterThanOrEqual(9);
  await ana.getByRole("button", { name: "Transcript", exact: true }).click();
  const said = ana.getByRole("complementary", { name: "Transcript" });
  await said.getByRole("button", { name: /Then I will send/ }).click();
  await expect.poll(() => secondsOf(ana)).toBeGreaterThanOrEqual(14);
  await said.getByRole("button", { name: /^0:01 Morning/ }).click();
  await expectKeys(ana);
  await said.getByRole("button", { name: "Rename Cleo" }).click();
  await ana.getByLabel("Name", { exact: true }).fill("Cleo Marsh");
  await ana.getByRole("button", { name: "Save" }).click();
  await expect(said).toContainText("Cleo Marsh");
  await expectAccessible(ana);
  await ana.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(ana);

  const address = new URL(ana.url()).pathname;
  await ana.goto(`${address}?at=9000`);
  await expect(said.locator("mark")).toContainText("moves by one week");
  await expect.poll(() => secondsOf(ana)).toBeGreaterThanOrEqual(7);

  await expect(async () => {
    await ana.goto(`/w/acme/search?q=${encodeURIComponent(`kestrel ${id}`)}`);
    await expect(ana.locator("[data-hit=recording]").first()).toBeVisible({ timeout: 3_000 });
  }).toPass(findable);
  await ana.locator("[data-hit=recording]").first().click();
  await expect(ana.locator("[data-pane] mark").first()).toContainText("kestrel");
  await expect(ana.locator("[data-pane] audio")).toHaveCount(1);
  await expectAccessible(ana);

  await ana.goto(address);
  await importInto(ana, `Stand-up ${id}`, "[0:02] Dora: We have decided to paint the whole shop green.");
  await expect(report).toContainText("paint the whole shop green", findable);
  await ana.getByRole("button", { name: "Undo" }).click();
  await expect(report).toContainText("moves by one week", findable);
  await ana.getByRole("button", { name: "Transcript", exact: true }).click();
  await expect(said).toContainText("Cleo Marsh");
  await said.getByRole("tab", { name: "Details" }).click();
  await expect(said.getByRole("region", { name: "Earlier transcript" })).toContainText("Its line is kept");
  await expectAccessible(ana);
});

/** The first part of an upload is refused once, and so is what is to be made of it. Answers what is asked for, as it comes. */
async function breaking(page: Page): Promise<string[]> {
  const asked: string[] = [];
  const steps = [
    { name: "begin", address: /\/uploads$/, refusal: null },
    { name: "part", address: /\/parts\/1$/, refusal: { status: 422, detail: "The line broke." } },
    { name: "bring", address: /\/audio_recordings$/, refusal: { status: 503, detail: "Not now." } },
  ];
  for (const { name, address, refusal } of steps)
    await page.route(address, async (route) => {
      if (route.request().method() === "GET") return route.fallback();
      const isFirst = !asked.includes(name);
      asked.push(name);
      if (!refusal || !isFirst) return route.fallback();
      const { status, detail } = refusal;
      await route.fulfill({ status, json: { code: status === 503 ? "UNAVAILABLE" : "INVALID", detail } });
    });
  return asked;
}

test.describe("while things break", () => {
  // Its page asks for what it heard of a moment ago, and what is deleted meanwhile is not there; an upload breaks off twice.
  test.use({ expectedErrors: [/status of (404|422|503)/] });

  test("an upload that breaks off goes on where it stood; a deleted recording is gone for all, and comes back", async ({
    openAs,
  }) => {
    const id = unique();
    const ana = await openAs("ana@example.com");
    const ben = await openAs("ben@example.com");
    const row = (page: Page) => page.locator("[data-recording]").filter({ hasText: `Call ${id}` });
    for (const page of [ben, ana]) await page.goto("/w/acme/recordings");
    const asked = await breaking(ana);
    await bring(ana, `Call ${id}`);
    for (const sentence of ["The line broke.", "Not now."]) {
      await expect(ana.getByText(sentence)).toBeVisible(findable);
      await ana.getByRole("button", { name: "Try again" }).click();
    }
    await expect.poll(() => asked).toEqual(["begin", "part", "part", "bring", "bring"]);
    await expect(row(ana)).toBeVisible(findable);
    await expect(row(ben)).toBeVisible();
    await ana.getByRole("button", { name: `Actions for Call ${id}` }).click();
    await ana.getByRole("menuitem", { name: "Delete", exact: true }).click();
    await expect(row(ben)).toHaveCount(0);
    await ana.getByRole("button", { name: "Undo" }).click();
    await expect(row(ben)).toBeVisible();

    const chooser = ana.waitForEvent("filechooser");
    await ana.getByRole("button", { name: "Upload", exact: true }).click();
    const text = { mimeType: "text/plain", buffer: Buffer.from("Ana: 我们推迟发布会。") };
    await (await chooser).setFiles([{ name: `Said ${id}.txt`, ...text }]);
    await expect(ben.locator("[data-recording]").filter({ hasText: `Said ${id}` })).toBeVisible();
    await ana.getByRole("button", { name: `Actions for Said ${id}` }).click();
    await ana.getByRole("menuitem", { name: /PDF/ }).click();
    await expect(ana.getByText("A PDF made here holds Western European text only.")).toBeVisible();
  });
});

test("the recordings teach while there is none", async ({ openAs }) => {
  const gus = await openAs("gus@example.com");
  await gus.goto("/w/globex/recordings");
  await expect(gus.getByRole("heading", { name: "Keep what was said" })).toBeVisible();
  await expectAccessible(gus);
  await gus.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(gus);
});
