import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, openChannel, test } from "../support/browser";
import { pngOf } from "../support/pictures";

const timeline = (page: Page) => page.getByRole("log");
const composer = (page: Page) => page.getByRole("textbox", { name: /^Message to/ });
const messageOf = (page: Page, text: string) => timeline(page).getByRole("article").filter({ hasText: text });
const tray = (page: Page) => page.getByRole("list", { name: "Attached" });

type Chosen = { name: string; mimeType: string; buffer: Buffer };
const picture = (name: string, color: [number, number, number]): Chosen => ({
  name,
  mimeType: "image/png",
  buffer: Buffer.from(pngOf(320, 200, color)),
});
const HERON = picture("heron.png", [42, 96, 80]);
const EGRET = picture("egret.png", [200, 160, 60]);
const CUT: Chosen = { ...HERON, name: "cut.png", buffer: HERON.buffer.subarray(0, 120) };
const DRAWING: Chosen = {
  name: "logo.svg",
  mimeType: "image/svg+xml",
  buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>window.ran = true</script></svg>'),
};
const EMPTY: Chosen = { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) };

const choose = (page: Page, files: Chosen[]) => page.getByLabel("Files to attach").setInputFiles(files);

/** As a browser does with what is dragged, or was copied. */
async function bring(target: Locator, how: "drop" | "paste", file: Chosen): Promise<void> {
  await target.evaluate(
    (element, { how, name, type, bytes }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
      const options = { bubbles: true, cancelable: true };
      const tell = (event: string) =>
        element.dispatchEvent(new DragEvent(event, { ...options, dataTransfer: transfer }));
      if (how === "paste")
        element.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: transfer }));
      else for (const event of ["dragenter", "dragover", "drop"]) tell(event);
    },
    { how, name: file.name, type: file.mimeType, bytes: [...file.buffer] },
  );
}

/** A job looks at each picture, and waits for its turn on a busy machine. */
const lookedAt = { timeout: 30_000 };

/** It has its place at once, and is drawn later. */
async function isDrawn(shown: Locator): Promise<void> {
  await expect(shown).toBeVisible();
  await expect
    .poll(() => shown.evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth), lookedAt)
    .toBe(320);
}

test("files are chosen, dropped and pasted, seen in the other browser, and gone with their message", async ({
  openAs,
}) => {
  const ana = await openAs("ana@example.com");
  const ben = await openAs("ben@example.com");
  await openChannel(ana, "design");
  await openChannel(ben, "design");
  const text = `The new drawings ${Date.now()}`;

  await choose(ana, [HERON, EMPTY, DRAWING, CUT]);
  await expect(tray(ana).getByRole("alert")).toHaveText("This file is empty, so there is nothing to keep.");
  await expect(ana.getByRole("button", { name: "Send" })).toBeDisabled();
  await tray(ana).getByRole("button", { name: "Remove empty.txt" }).click();
  await bring(timeline(ana), "drop", EGRET);
  await bring(composer(ana), "paste", { ...HERON, name: "pasted.png" });
  await expect(tray(ana).getByRole("listitem")).toHaveCount(5);
  await expectAccessible(ana);
  await tray(ana).getByRole("button", { name: "Remove pasted.png" }).click();
  await composer(ana).fill(text);
  await composer(ana).press("Enter");
  await expect(tray(ana)).toHaveCount(0);

  const seen = messageOf(ben, text);
  await isDrawn(seen.getByRole("img", { name: "heron.png" }));
  await isDrawn(seen.getByRole("img", { name: "egret.png" }));
  await expect(messageOf(ana, text)).toHaveCount(1);
  await expect(timeline(ana).locator("[data-unsent]")).toHaveCount(0);

  const card = seen.getByRole("link", { name: /^Download logo.svg/ });
  const answer = await ben.request.get((await card.getAttribute("href")) ?? "");
  expect(answer.headers()["content-disposition"]).toContain("attachment");
  expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
  await expect(seen.getByRole("link", { name: /^Download cut.png/ })).toContainText(
    "damaged and cannot be shown",
    lookedAt,
  );

  await seen.getByRole("button", { name: "Open heron.png" }).click();
  const lightbox = ben.getByRole("dialog", { name: "heron.png" });
  await expect(lightbox).toContainText("1 of 2");
  const sent = await lightbox.getByRole("link", { name: "Download" }).getAttribute("href");
  expect(await (await ben.request.get(sent ?? "")).body()).toEqual(HERON.buffer);
  await expectAccessible(ben);
  await ben.keyboard.press("ArrowRight");
  await isDrawn(ben.getByRole("dialog", { name: "egret.png" }).getByRole("img"));
  await ben.keyboard.press("Escape");
  await expect(ben.getByRole("dialog")).toHaveCount(0);
  await expect(seen.getByRole("button", { name: "Open heron.png" })).toBeFocused();

  const address = await seen.getByRole("img", { name: "heron.png" }).getAttribute("src");
  const status = async () => (await ben.request.get(address ?? "")).status();
  expect(await status()).toBe(200);
  await messageOf(ana, text).hover();
  await messageOf(ana, text).getByRole("button", { name: "More" }).click();
  await ana.getByRole("menuitem", { name: "Delete" }).click();
  await expect(seen).toHaveCount(0);
  expect(await status()).toBe(404);
  await ana.getByRole("button", { name: "Undo" }).click();
  await isDrawn(seen.getByRole("img", { name: "heron.png" }));
  expect(await status()).toBe(200);
});

test.describe("without a line for files", () => {
  test.use({ expectedErrors: [/net::ERR|Failed to load resource/i] });

  test("what is attached waits, lets words pass, survives a reload, and arrives once", async ({ openAs }) => {
    const ana = await openAs("ana@example.com");
    const ben = await openAs("ben@example.com");
    await openChannel(ana, "design");
    await openChannel(ben, "design");
    const [text, words] = [`With a picture ${Date.now()}`, `Words alone ${Date.now()}`];

    await ana.route("**/uploads/*/parts/*", (route) => route.abort());
    await choose(ana, [HERON]);
    await expect(tray(ana)).toContainText("heron.png");
    await composer(ana).fill(text);
    await composer(ana).press("Enter");
    const unsent = timeline(ana).locator("[data-unsent]").filter({ hasText: text });
    await expect(unsent).toContainText("heron.png");
    await composer(ana).fill(words);
    await composer(ana).press("Enter");
    await expect(messageOf(ben, words)).toBeVisible();
    await expect(messageOf(ben, text)).toHaveCount(0);

    await ana.reload();
    await expect(unsent).toContainText("heron.png");
    await ana.unroute("**/uploads/*/parts/*");
    // What failed is tried again after longer and longer pauses.
    await expect(messageOf(ben, text)).toBeVisible({ timeout: 30_000 });
    await isDrawn(messageOf(ben, text).getByRole("img", { name: "heron.png" }));
    await expect(unsent).toHaveCount(0);
    await expect(messageOf(ana, text)).toHaveCount(1);
  });
});
