import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect, expectAccessible, expectFits, test } from "../support/browser";
import { makePdf } from "../support/make-pdf";
import { paperOf, scanOfPaper } from "../support/scans";

const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;
const rowOf = (page: Page, title: string) => page.locator("[data-document]").filter({ hasText: title });
const findable = { timeout: 45_000 };

// What is brought is read by jobs first, which wait for their turn.
test.setTimeout(120_000);

async function openLibrary(page: Page): Promise<void> {
  await page.goto("/w/acme/documents");
  await expect(page.getByRole("heading", { level: 1, name: "Library" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Upload", exact: true })).toBeVisible(); // what is drawn works
}

/** Drops files onto the page as a hand would: over the window, then onto the half that says who can read them. */
async function drop(page: Page, name: string, bytes: Buffer, readers: RegExp): Promise<void> {
  const files = await page.evaluateHandle(
    ({ name, base64 }) => {
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], name));
      return transfer;
    },
    { name, base64: bytes.toString("base64") },
  );
  await page.dispatchEvent("main", "dragenter", { dataTransfer: files });
  const target = page.locator("[data-drop]").filter({ hasText: readers });
  await target.dispatchEvent("dragover", { dataTransfer: files });
  await target.dispatchEvent("drop", { dataTransfer: files });
}

async function chooseFor(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Makes a folder, and moves a document into it. */
async function putInFolder(page: Page, title: string, folder: string): Promise<void> {
  await page.getByRole("button", { name: "Upload", exact: true }).click();
  await page.getByRole("menuitem", { name: "New folder" }).click();
  await page.getByLabel("Name").fill(folder);
  await page.getByRole("button", { name: "Make folder" }).click();
  await expect(page.getByRole("link", { name: folder })).toBeVisible();
  await chooseFor(page, title, "Move");
  await page.getByRole("group", { name: "Folders" }).getByText(folder).click();
  await page.getByRole("button", { name: "Move here" }).click();
  await expect(rowOf(page, title)).toHaveCount(0);
}

test("the Library teaches while it is empty, and is accessible in light and dark", async ({ openAs }) => {
  const gus = await openAs("gus@example.com");
  await gus.goto("/w/globex/documents");
  await expect(gus.getByRole("heading", { name: "Put in what your team refers to" })).toBeVisible();
  await expectAccessible(gus);
  await gus.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(gus);
});

test.describe("deleted while it is looked at", () => {
  // Whoever had asked for it just before is told that it is gone, which the browser notes too.
  test.use({ expectedErrors: [/status of 404/] });

  test("a dropped text is read before one's eyes, opens, and is renamed, moved, deleted and brought back", async ({
    openAs,
  }) => {
    const id = unique();
    const ana = await openAs("ana@example.com");
    const ben = await openAs("ben@example.com");
    await openLibrary(ana);
    await openLibrary(ben);
    const text = `# Heron ${id}\n\nThe battery of the Heron is covered for five years.`;
    await drop(ana, `Cover ${id}.md`, Buffer.from(text), /Everybody in/);
    for (const page of [ana, ben]) {
      await expect(rowOf(page, `Cover ${id}`)).toHaveAttribute("data-document", "ready", findable);
    }
    await expectFits(ana);

    await ana.getByRole("link", { name: `Cover ${id}` }).click();
    await expect(ana.getByText("The battery of the Heron is covered for five years.")).toBeVisible();
    await expectAccessible(ana);
    await ana.getByRole("button", { name: `Actions for Cover ${id}` }).click();
    await ana.getByRole("menuitem", { name: "Rename" }).click();
    await ana.getByLabel("Title").fill(`Warranty ${id}`);
    await ana.getByRole("button", { name: "Save" }).click();
    await expect(ana.getByRole("heading", { level: 1, name: `Warranty ${id}` })).toBeVisible();
    await expect(rowOf(ben, `Warranty ${id}`)).toBeVisible();

    await openLibrary(ana);
    await putInFolder(ana, `Warranty ${id}`, `Heron ${id}`);
    await expect(rowOf(ben, `Warranty ${id}`)).toHaveCount(0);
    await ben.getByRole("link", { name: `Heron ${id}` }).click();
    await expect(rowOf(ben, `Warranty ${id}`)).toBeVisible();
    await chooseFor(ana, `Heron ${id}`, "Rename");
    await ana.getByRole("textbox", { name: "Name" }).fill(`Wren ${id}`);
    await ana.getByRole("button", { name: "Save" }).click();
    await expect(ben.getByRole("heading", { level: 1 })).toContainText(`Wren ${id}`);
    await expectFits(ben);

    await ana.goto("/w/acme/chats");
    await ana.getByRole("button", { name: /^Looks in/ }).click();
    await ana.getByRole("textbox", { name: /^Find a document/ }).fill(`wren ${id}`);
    await ana.getByRole("button", { name: `Wren ${id}`, exact: true }).click();
    await ask(ana, "How long is the battery covered?");
    await expect(lastAnswer(ana)).toContainText("The battery of the Heron is covered for five years.");

    await openLibrary(ben);
    await openLibrary(ana);
    await chooseFor(ana, `Wren ${id}`, "Delete folder");
    await expect(ben.getByRole("link", { name: `Wren ${id}` })).toHaveCount(0);
    await expect(rowOf(ben, `Warranty ${id}`)).toBeVisible();

    await chooseFor(ana, `Warranty ${id}`, "Delete");
    await expect(rowOf(ben, `Warranty ${id}`)).toHaveCount(0);
    await ana.getByRole("button", { name: "Undo" }).click();
    await expect(rowOf(ben, `Warranty ${id}`)).toBeVisible();
  });
});

test.describe("for others", () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test("what one keeps for oneself is nobody else's, not even by its address", async ({ openAs }) => {
    const id = unique();
    const ana = await openAs("ana@example.com");
    const cleo = await openAs("cleo@example.com");
    await openLibrary(ana);
    await openLibrary(cleo);
    await drop(ana, `Secret ${id}.txt`, Buffer.from(`The reserve is 20,000 (${id}).`), /Only you/);
    await expect(rowOf(ana, `Secret ${id}`)).toHaveAttribute("data-document", "ready", findable);
    await expect(rowOf(ana, `Secret ${id}`)).toContainText("Only you");
    await expect(rowOf(cleo, `Secret ${id}`)).toHaveCount(0);
    await ana.getByRole("button", { name: "Upload", exact: true }).click();
    await ana.getByRole("menuitem", { name: "Add a web page" }).click();
    await ana.getByLabel("Address").fill("http://127.0.0.1/reserve");
    await ana.getByRole("button", { name: "Add page" }).click();
    await expect(ana.getByText("No public page can be reached at this address.")).toBeVisible();
    await ana.keyboard.press("Escape");
    await ana.getByRole("link", { name: `Secret ${id}` }).click();
    await expect(ana).toHaveURL(/documents\/[0-9a-f-]{36}/);
    const path = new URL(ana.url()).pathname;
    const response = await cleo.request.get(`/api/v1/workspaces/acme/documents/${path.split("/").at(-1)}`);
    expect(response.status()).toBe(404);
    await cleo.goto(path);
    await expect(cleo.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  });
});

test("several files come at once; one that cannot be kept says why", async ({ openAs }) => {
  const id = unique();
  const ana = await openAs("ana@example.com");
  await openLibrary(ana);
  await ana.locator("input[type=file]").setInputFiles([
    { name: `One ${id}.txt`, mimeType: "text/plain", buffer: Buffer.from(`One thing of ${id}.`) },
    { name: `Two ${id}.txt`, mimeType: "text/plain", buffer: Buffer.from(`Another thing of ${id}.`) },
    { name: `None ${id}.txt`, mimeType: "text/plain", buffer: Buffer.alloc(0) },
  ]);
  await expect(rowOf(ana, `One ${id}`)).toHaveAttribute("data-document", "ready", findable);
  await expect(rowOf(ana, `Two ${id}`)).toHaveAttribute("data-document", "ready", findable);
  await expect(ana.getByText("This file is empty, so there is nothing to keep.")).toBeVisible();
  await ana.getByRole("button", { name: `Forget None ${id}.txt` }).click();
  await expect(ana.getByText("This file is empty, so there is nothing to keep.")).toHaveCount(0);
});

test("a PDF opens at a page, is drawn, and can be walked by keyboard", async ({ openAs }) => {
  const id = unique();
  const pdf = makePdf([
    ["Battery certificate", `Number ${id}`],
    ["Conditions", "The samples were kept at 20 degrees."],
    ["Results", "The pack passes all items except the transport test."],
  ]);
  const ana = await openAs("ana@example.com");
  await openLibrary(ana);
  await drop(ana, `Certificate ${id}.pdf`, pdf, /Everybody in/);
  await ana.getByRole("link", { name: `Certificate ${id}` }).click();
  await expect(ana.getByRole("document", { name: "3 pages" })).toBeVisible();
  await expect(ana.locator("[data-page='1'] canvas")).toBeVisible();
  await expect(ana.locator("[data-page='1']")).toContainText(`Number ${id}`);
  await ana.getByRole("document", { name: "3 pages" }).press("ArrowRight");
  await expect(ana.getByLabel("Page", { exact: true })).toHaveValue("2");
  await expectAccessible(ana);
});

const lastAnswer = (page: Page) => page.getByRole("log").locator("[data-answer]").last();

async function ask(page: Page, question: string): Promise<void> {
  const composer = page.getByRole("textbox", { name: /^Message to/ });
  await composer.fill(question);
  await composer.press("Enter");
  await expect(page).toHaveURL(/\/chats\/[0-9a-f-]{36}/);
  await expect(lastAnswer(page)).toHaveAttribute("data-answer", "complete", { timeout: 20_000 });
}

test("a question about one document is answered from it, and its chip opens the marked words; a new version says so", async ({
  openAs,
}) => {
  const id = unique();
  const ana = await openAs("ana@example.com");
  await openLibrary(ana);
  const text = `# Zephyr ${id}\n\nThe zephyr motor is covered for seven years.\n`;
  await drop(ana, `Zephyr ${id}.md`, Buffer.from(text), /Everybody in/);
  await expect(rowOf(ana, `Zephyr ${id}`)).toHaveAttribute("data-document", "ready", findable);
  await ana.getByRole("button", { name: `Actions for Zephyr ${id}` }).click();
  await ana.getByRole("menuitem", { name: "Ask about this document" }).click();
  await expect(ana.getByRole("button", { name: `Looks in Zephyr ${id}` })).toBeVisible();
  await ask(ana, "How long is the zephyr motor covered?");
  await expect(lastAnswer(ana)).toContainText("covered for seven years");

  const chip = lastAnswer(ana)
    .getByRole("button", { name: /^Quote 1:/ })
    .first();
  await chip.click();
  const pane = ana.locator("[data-pane]");
  await expect(pane.locator("mark")).toContainText("covered for seven years");
  await expectAccessible(ana);
  await ana.keyboard.press("Escape");
  await expect(pane).toHaveCount(0);
  await expect(chip).toBeFocused();

  const ben = await openAs("ben@example.com");
  await openLibrary(ben);
  await ben.getByRole("button", { name: `Actions for Zephyr ${id}` }).click();
  const chooser = ben.waitForEvent("filechooser");
  await ben.getByRole("menuitem", { name: "Replace the file" }).click();
  // Another kind of file: what was quoted stays what it was.
  const next = makePdf([[`Zephyr ${id}`, "The zephyr motor is covered for nine years."]]);
  await (await chooser).setFiles({ name: "z.pdf", mimeType: "application/pdf", buffer: next });
  const changed = lastAnswer(ana)
    .getByRole("status")
    .filter({ hasText: `Source changed: Zephyr ${id}` });
  await expect(changed).toBeVisible(findable);
  await expect(changed).toContainText("The zephyr motor is covered for nine years.");
  await expect(changed.getByRole("button", { name: "Redo" })).toBeVisible();
  await chip.click();
  await expect(pane.locator("mark")).toContainText("covered for seven years");
  await pane.getByRole("button", { name: "Compare with today" }).click();
  await expect(pane.getByText("The zephyr motor is covered for nine years.")).toBeVisible();
  await ana.keyboard.press("Escape");

  await ben.getByRole("button", { name: `Actions for Zephyr ${id}` }).click();
  await ben.getByRole("menuitem", { name: "Delete" }).click();
  await expect(lastAnswer(ana)).not.toContainText("covered for seven years");
});

test("a scan is read from its picture, and its chip opens the page with the words marked where they stand", async ({
  openAs,
}) => {
  const id = unique();
  const paper = await paperOf([
    `The lighthouse ${id} was painted in May.`,
    "The stairs are closed until June.",
  ]);
  const scan = Buffer.from(await scanOfPaper(["A cover sheet with words of its own.", paper]));
  const ana = await openAs("ana@example.com");
  await openLibrary(ana);
  await drop(ana, `Lighthouse ${id}.pdf`, scan, /Everybody in/);
  await expect(rowOf(ana, `Lighthouse ${id}`)).toHaveAttribute("data-document", "ready", {
    timeout: 120_000,
  });
  await ana.getByRole("link", { name: `Lighthouse ${id}` }).click();
  await expect(
    ana.getByText("1 page was read by OCR from its picture: words may be wrong.").first(),
  ).toBeAttached();

  await openLibrary(ana);
  await ana.getByRole("button", { name: `Actions for Lighthouse ${id}` }).click();
  await ana.getByRole("menuitem", { name: "Ask about this document" }).click();
  await ask(ana, "Until when are the stairs closed?");
  await lastAnswer(ana)
    .getByRole("button", { name: /^Quote 1:/ })
    .first()
    .click();
  const sheet = ana.locator("[data-pane] [data-page='2']");
  await expect(sheet.locator("canvas")).toBeVisible();
  await expect(sheet.locator("mark").first()).toContainText("The stairs are closed");
  await expect(sheet.locator("mark").first()).toBeInViewport();
  await expect(ana.getByText("Read by OCR: words may be wrong")).toBeVisible();
  await expectAccessible(ana);
});

test("a picture is read, found by its file's name and by its words, and shows them where they stand", async ({
  openAs,
}) => {
  const id = unique();
  const paper = await paperOf([`The boiler ${id} holds two bars.`, "Ask Ben for the valve."]);
  const picture = await sharp(paper).png().toBuffer();
  const ana = await openAs("ana@example.com");
  await openLibrary(ana);
  await drop(ana, `IMG_${id}_boiler.png`, picture, /Everybody in/);
  await expect(rowOf(ana, id)).toHaveAttribute("data-document", "ready", { timeout: 120_000 });

  const ben = await openAs("ben@example.com");
  await ben.goto("/w/acme/search");
  const box = ben.getByRole("searchbox", { name: "Search" });
  await box.fill(`${id} boi`);
  const hit = ben.locator("[data-hit=document]");
  await expect(hit).toHaveCount(1);
  await expect(hit).toContainText(`IMG_${id}_boiler`);
  await box.fill(`boiler ${id} two bars`);
  await expect(hit.locator("mark").first()).toBeVisible();
  await hit.click();
  const pane = ben.locator("[data-pane]");
  await expect(pane.getByRole("img", { name: `IMG_${id}_boiler.png` })).toBeVisible(findable);
  await expect(pane.locator("figure mark").first()).toBeInViewport();
  await expect(pane.getByText("Read by OCR: words may be wrong")).toBeVisible();
  await expectFits(ben);
  await expectAccessible(ben);
  await ben.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(ben);
});

test("search finds a message and jumps to it; who may not read it finds nothing", async ({ openAs }) => {
  const ana = await openAs("ana@example.com");
  await ana.goto("/w/acme/search");
  await ana.getByRole("searchbox", { name: "Search" }).fill("battery certificate comes");
  const hit = ana.locator("[data-hit=message]").first();
  await expect(hit.locator("mark").first()).toBeVisible();
  await expectFits(ana);
  await expectAccessible(ana);
  await ana.getByRole("searchbox", { name: "Search" }).press("ArrowDown");
  await expect(ana.locator("[data-hit=ask]")).toBeFocused();
  await ana.keyboard.press("ArrowDown");
  await ana.keyboard.press("Enter");
  await expect(ana.locator("[data-pane] [data-cited]")).toBeVisible();
  await ana.keyboard.press("Escape");
  await ana.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(ana);

  const eve = await openAs("eve@example.com");
  await eve.goto("/w/acme/search?q=battery+certificate+comes");
  await expect(eve.getByRole("heading", { name: "Nothing has all of these words" })).toBeVisible();
  await expect(eve.locator("[data-hit=message]")).toHaveCount(0);
});

test("the command menu finds while one types", async ({ openAs, isMobile }) => {
  test.skip(isMobile, "A phone has no keyboard to open it with.");
  const ana = await openAs("ana@example.com");
  await ana.goto("/w/acme/inbox");
  await ana.keyboard.press("Control+k");
  await ana.getByRole("combobox").fill("battery certificate");
  const found = ana
    .getByRole("option")
    .filter({ hasText: /battery certificate/i })
    .first();
  await expect(found).toBeVisible();
  await expectAccessible(ana);
});

test("admins see how the index and each document is, try a question, pin it, and score what is pinned", async ({
  openAs,
}) => {
  const ana = await openAs("ana@example.com");
  await ana.goto("/w/acme/admin/knowledge");
  await expect(ana.getByRole("heading", { name: "Knowledge" })).toBeVisible();
  await expect(ana.getByText("No embedder is configured: passages are found by their words.")).toBeVisible();
  const each = ana.getByRole("region", { name: "Every document" });
  await each.getByRole("button", { name: "Can be found" }).click();
  await expect(each.getByText(/\d+ passages?/).first()).toBeVisible();
  const question = `Why did the launch move? ${unique()}`;
  await ana.getByRole("textbox", { name: "A question" }).fill(question);
  await ana.getByRole("button", { name: "Try", exact: true }).click();
  await expect(ana.getByText("Enough to answer")).toBeVisible();
  await ana
    .getByRole("button", { name: /^Pin the question to/ })
    .first()
    .click();
  const pins = ana.getByRole("region", { name: "Pinned questions" });
  await expect(pins.getByText(question)).toBeVisible();
  await pins.getByRole("button", { name: "Score all" }).click();
  await expect(pins.getByText("Found first", { exact: true })).toBeVisible();
  await expectAccessible(ana);
  await pins.getByRole("button", { name: `Unpin ${question}` }).click();
  await expect(pins.getByText(question)).toHaveCount(0);
});
