import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, openChannel, test } from "../support/browser";
import { nextSlice, WITH_MICROPHONE } from "../support/microphone";

test.use({ launchOptions: WITH_MICROPHONE });

// What is recorded takes its time beside the pages'.
test.setTimeout(120_000);

const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;
const slowly = { timeout: 30_000 };

async function begin(page: Page, title: string): Promise<void> {
  await page.goto("/w/acme/recordings/new");
  await page.getByLabel("Title").fill(title);
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(page.getByText("Tick that everybody who is heard knows of it.")).toBeVisible();
  await page.getByLabel("Everybody who is heard knows").check();
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(page.getByText("Recording", { exact: true })).toBeVisible(slowly);
}

/** What the clock shows, in milliseconds. */
async function clockOf(page: Page): Promise<number> {
  const shown = (await page.getByRole("timer").textContent()) ?? "";
  const [minutes = 0, seconds = 0] = shown.split(":").map(Number);
  return (minutes * 60 + seconds) * 1_000;
}

const reached = (page: Page, ms: number) =>
  expect.poll(() => clockOf(page), slowly).toBeGreaterThanOrEqual(ms);

const placeMs = (audio: Locator) =>
  audio.evaluate((one) => (one instanceof HTMLAudioElement ? one.currentTime * 1_000 : 0));

async function note(page: Page, text: string): Promise<void> {
  await page.getByLabel("Note", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Pin" }).click();
  await expect(page.locator("[data-note]").filter({ hasText: text })).toBeVisible();
}

test("a killed page loses nothing that was kept: the recording goes on, and its page plays the notes", async ({
  openAs,
  isMobile,
}) => {
  test.skip(!isMobile, "It is phones that kill pages, and the recording takes as long at every size.");
  const title = `Walk ${unique()}`;
  const first = await openAs("ana@example.com");
  const sliced = nextSlice(first);
  await begin(first, title);
  await reached(first, 2_000);
  await note(first, "Ask about the frames");
  await first.locator("main").press("m");
  await expect(first.locator("[data-note]").filter({ hasText: "Marked" })).toBeVisible();
  await reached(first, 12_000);
  await sliced;
  await first.close();

  const ana = await first.context().newPage();
  await ana.goto("/w/acme/recordings");
  const left = ana.locator("[data-left-capture]").filter({ hasText: title });
  // A slice of ten seconds may hold a little less sound.
  await expect(left).toContainText(/0:(?:09|[1-5]\d) safe\./);
  await expectAccessible(ana);
  await left.getByRole("button", { name: "Resume" }).click();
  await expect(ana.locator("[data-note]").filter({ hasText: "Ask about the frames" })).toBeVisible();
  await reached(ana, 13_000);
  await note(ana, "Ben brings the paper");
  await ana.getByRole("button", { name: "Pause" }).click();
  await expect(ana.getByText(/^Paused at 0:\d\d$/)).toBeVisible();
  await ana.getByRole("button", { name: "Resume" }).click();
  await ana.getByRole("link", { name: "Recordings", exact: true }).first().click();
  await expect(ana.getByText(/^Recording, 0:\d\d$/)).toBeVisible();
  await ana.getByRole("link", { name: "Open the recorder" }).click();
  await ana.getByRole("button", { name: "Pause" }).click();
  await expect(ana.getByText(/^Paused at/)).toBeVisible();
  const recordedMs = await clockOf(ana); // it stands still, and shows whole seconds
  await ana.getByRole("button", { name: "Stop" }).click();

  await expect(ana.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(ana.locator("[data-note]")).toHaveCount(3);
  const audio = ana.locator("audio");
  await expect(audio).toHaveCount(1, slowly);
  const lengthMs = () =>
    audio.evaluate((one) => (one instanceof HTMLAudioElement ? one.duration * 1_000 : 0));
  await expect.poll(lengthMs, slowly).toBeGreaterThan(recordedMs - 500);
  expect(await lengthMs()).toBeLessThan(recordedMs + 2_000);
  await ana
    .locator("[data-note]")
    .filter({ hasText: "Ben brings the paper" })
    .getByRole("button", { name: /^Play from/ })
    .click();
  await expect.poll(() => placeMs(audio)).toBeGreaterThan(12_000);
  await ana.goto("/w/acme/recordings");
  await expect(ana.locator("[data-recording]").filter({ hasText: title })).toContainText(
    /0:[1-5]\d/,
    slowly, // a job joins its slices
  );
  await expect(left).toHaveCount(0);
});

/** Keeps hold of what the microphone gives, so that a test can take it away; `silent`: nothing is heard; a name: it is refused so. */
async function rig(
  page: Page,
  microphone: "heard" | "silent" | "NotAllowedError" | "NotFoundError",
): Promise<void> {
  await page.addInitScript((kind) => {
    const tracks: MediaStreamTrack[] = [];
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      if (kind.endsWith("Error")) throw new DOMException("refused", kind);
      const context = new AudioContext();
      const stream = kind === "silent" ? context.createMediaStreamDestination().stream : await real(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
    navigator.mediaDevices.getDisplayMedia = async () => {
      const context = new AudioContext();
      const out = context.createMediaStreamDestination();
      const tone = context.createOscillator();
      tone.connect(out);
      tone.start();
      return out.stream;
    };
    Object.assign(window, {
      microphones: () => tracks.length,
      unplug: () => {
        for (const track of tracks) track.dispatchEvent(new Event("ended"));
      },
    });
  }, microphone);
}

const unplug = (page: Page) =>
  page.evaluate(() => {
    if ("unplug" in window && typeof window.unplug === "function") window.unplug();
  });

/** How many were opened by now. */
const microphonesOf = (page: Page) =>
  page.evaluate(() =>
    "microphones" in window && typeof window.microphones === "function" ? Number(window.microphones()) : 0,
  );

const levelOf = async (page: Page) => Number(await page.locator("meter").getAttribute("value"));

for (const [name, sentence] of [
  ["NotAllowedError", "The microphone is not allowed here."],
  ["NotFoundError", "There is no microphone."],
] as const) {
  test(`a microphone that is refused is said in a sentence: ${name}`, async ({ openAs }) => {
    const ana = await openAs("ana@example.com");
    await rig(ana, name);
    await ana.goto("/w/acme/recordings/new");
    await ana.getByLabel("Everybody who is heard knows").check();
    await ana.getByRole("button", { name: "Record", exact: true }).click();
    await expect(ana.getByText(sentence)).toBeVisible();
    await expectAccessible(ana);
  });
}

test.describe("while the line is away", () => {
  test.use({ expectedErrors: [/Failed to load resource|WebSocket|ERR_INTERNET_DISCONNECTED/] });

  test("silence, a lost microphone and a lost line are said; a tab is mixed in; all arrives when the line is back", async ({
    openAs,
    isMobile,
  }) => {
    test.skip(isMobile, "A phone has no tab to hear, and the recording takes as long at every size.");
    const title = `Walk ${unique()}`;
    const ana = await openAs("ana@example.com");
    await rig(ana, "silent");
    await begin(ana, title);
    await expect(ana.getByText("We hear nothing")).toBeVisible(slowly);
    expect(await levelOf(ana)).toBe(0);
    await ana.getByRole("button", { name: "Add the sound of a tab" }).click();
    await expect.poll(() => levelOf(ana)).toBeGreaterThan(30);
    await expect(ana.getByText("We hear nothing")).toHaveCount(0);
    await unplug(ana);
    await expect(ana.getByText("The microphone is gone. All until here is kept.")).toBeVisible();
    await expect(ana.getByText(/^Paused at 0:\d\d$/)).toBeVisible();
    await expectAccessible(ana);

    await ana.context().setOffline(true);
    await ana.getByRole("button", { name: "Resume" }).click();
    await note(ana, "Written in the tunnel");
    await expect(ana.getByText("The line is away.", { exact: false })).toBeVisible(slowly);
    await ana.context().setOffline(false);
    await expect(ana.getByText("The line is away.", { exact: false })).toHaveCount(0, slowly);
    await ana.getByRole("button", { name: "Pause" }).click();
    const gone = ana.getByText("The microphone is gone. All until here is kept.");
    await expect(gone).toHaveCount(0);
    const opened = await microphonesOf(ana);
    await unplug(ana);
    await expect(gone).toBeVisible();
    await ana.getByRole("button", { name: "Resume" }).click();
    await expect(gone).toHaveCount(0);
    expect(await microphonesOf(ana)).toBe(opened + 1);
    await ana.getByRole("button", { name: "Stop" }).click();
    await expect(ana.getByRole("heading", { level: 1, name: title })).toBeVisible();
    const audio = ana.locator("audio");
    await expect(audio).toHaveAttribute("src", /^blob:/);
    const notes = ana.getByRole("region", { name: "Notes" }); // the report may stand there too by now, and plays the same second
    await notes.getByRole("button", { name: /^Play from/ }).click();
    await expect.poll(() => placeMs(audio)).toBeGreaterThan(10_000);
    await expect(ana.locator("[data-note]")).toContainText("Written in the tunnel");
  });
});

test("from a channel its readers may hear it; what was cut off can be discarded, and brought back", async ({
  openAs,
}) => {
  const ana = await openAs("ana@example.com");
  await openChannel(ana, "launch");
  await ana.getByRole("button", { name: "Channel menu" }).click();
  await ana.getByRole("menuitem", { name: "Record" }).click();
  await expect(ana.getByLabel("Who may hear it").locator("option:checked")).toHaveText("Who reads #launch");
  const title = `Aside ${unique()}`;
  await ana.getByLabel("Title").fill(title);
  await ana.getByLabel("Everybody who is heard knows").check();
  await ana.getByRole("button", { name: "Record", exact: true }).click();
  await reached(ana, 2_000);
  const sliced = nextSlice(ana);
  await ana.getByRole("button", { name: "Pause" }).click();
  await expect(ana.getByText(/^Paused at/)).toBeVisible();
  await sliced;
  await ana.close();

  const next = await ana.context().newPage();
  await next.goto("/w/acme/recordings");
  const left = next.locator("[data-left-capture]").filter({ hasText: title });
  const row = next.locator("[data-recording]").filter({ hasText: title });
  await expect(left).toContainText(/0:\d\d safe\./);
  await left.getByRole("button", { name: "Discard" }).click();
  await expect(left).toHaveCount(0);
  await expect(row).toHaveCount(0);
  await next.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await left.getByRole("button", { name: "Finish" }).click();
  await expect(row).toContainText(/0:\d\d/, slowly);
  await expect(left).toHaveCount(0);
});

/** The browser's own speech recognition, as far as it is used here, on the device: it hears two lines. */
async function hearLines(page: Page, lines: string[]): Promise<void> {
  await page.addInitScript((said) => {
    class SpeechRecognition {
      static available = async ({ processLocally = false }) => (processLocally ? "available" : "unavailable");
      processLocally = false;
      onresult: ((event: object) => void) | null = null;
      onend: (() => void) | null = null;
      #isOn = false;
      start(track: unknown): void {
        if (!this.processLocally || !(track instanceof MediaStreamTrack))
          throw new Error("It would be sent away.");
        this.#isOn = true;
        const [text] = said;
        if (text === undefined) return;
        setTimeout(() => this.#hear(text.slice(0, 8), false), 300);
        setTimeout(() => this.#hear(text, true), 900);
      }
      #hear(transcript: string, isFinal: boolean): void {
        if (!this.#isOn) return;
        this.onresult?.({ resultIndex: 0, results: [Object.assign([{ transcript }], { isFinal })] });
        if (!isFinal) return;
        said.shift();
        this.#isOn = false;
        this.onend?.();
      }
      abort(): void {
        this.#isOn = false;
        this.onend?.();
      }
    }
    Object.assign(window, { SpeechRecognition });
  }, lines);
}

test("captions that the browser writes on the device stand in the transcript, provisionally, and are found; elsewhere it is said why there are none", async ({
  openAs,
}) => {
  const id = unique();
  const title = `Walk ${id}`;
  const ana = await openAs("ana@example.com");
  await ana.goto("/w/acme/recordings/new");
  await expect(ana.getByText("Live captions are off:", { exact: false })).toBeVisible();

  await hearLines(ana, [`The ibis ${id} moves on Thursday.`, `Ben calls the shops of ${id}.`]);
  await ana.goto("/w/acme/recordings/new");
  await expect(ana.getByLabel("Live captions")).toBeChecked();
  await expectAccessible(ana);
  await begin(ana, title);
  const captions = ana.locator("[data-caption]");
  await expect(captions).toHaveCount(2, slowly);
  await expect(captions.first()).toContainText(`The ibis ${id} moves on Thursday.`);
  await expect(ana.getByText("Provisional, heard by your browser.")).toBeVisible();
  await expectAccessible(ana);
  await ana.getByRole("button", { name: "Stop" }).click();
  await expect(ana.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await ana.getByRole("button", { name: "Transcript", exact: true }).click();
  await expect(ana.locator("[data-provisional]")).toContainText("Provisional, heard by your browser");
  await expect(ana.locator("[data-segment]")).toHaveCount(2);
  await expectAccessible(ana);
  await expect
    .poll(async () => {
      const found = await ana.request.get(`/api/v1/workspaces/acme/search?q=${id}&types=recording`);
      return JSON.stringify(await found.json());
    }, slowly)
    .toContain("moves on Thursday");
});
