import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "../support/browser";

const unique = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;
const api = "/api/v1/workspaces/acme";
const headers = { "sec-fetch-site": "same-origin" };
const findable = { timeout: 45_000 };

// Each begins with three documents and a recording that jobs read, which on a busy machine takes as long as all the rest.
test.setTimeout(120_000);

const collectionOf = (page: Page, name: string) =>
  page.locator("[data-collection]").filter({ hasText: name });
const collected = (page: Page) => page.locator("[data-collected]");

async function openLibrary(page: Page): Promise<void> {
  await page.goto("/w/acme/documents");
  await page.getByRole("button", { name: "Upload", exact: true }).click();
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function record(page: Page, title: string, transcript: string): Promise<string> {
  const made = await page.request.post(`${api}/audio_recordings`, { data: { transcript, title }, headers });
  return (await made.json()).recording_id;
}

/** A text of Ana's that can be found. */
async function bring(
  page: Page,
  name: string,
  text: string,
  visibility: "workspace" | "private",
): Promise<string> {
  const sent = await page.request.post(`${api}/uploads`, {
    data: { filename: `${name}.txt`, size: Buffer.byteLength(text) },
    headers,
  });
  expect(sent.status(), await sent.text()).toBe(201);
  const { upload_id: uploadId } = await sent.json();
  await page.request.put(`${api}/uploads/${uploadId}/parts/1`, {
    data: Buffer.from(text),
    headers: { ...headers, "content-type": "application/octet-stream" },
  });
  const made = await page.request.post(`${api}/documents`, {
    data: { upload_id: uploadId, title: name, visibility },
    headers,
  });
  expect(made.status(), await made.text()).toBe(202);
  const { id: documentId } = await made.json();
  await expect
    .poll(
      async () => (await (await page.request.get(`${api}/documents/${documentId}`)).json()).status,
      findable,
    )
    .toBe("ready");
  return documentId;
}

/** What both films begin with: two texts for everybody, one of Ana's own, and what was said at the quay. */
async function fill(ana: Page, id: string) {
  const [ferry, diary, , quay] = await Promise.all([
    bring(ana, `Ferry ${id}`, `The ferry of the cormorant ${id} leaves at nine.`, "workspace"),
    bring(ana, `Diary ${id}`, `My own cormorant ${id} sleeps.`, "private"),
    bring(ana, `Other ${id}`, `The other ferry of the cormorant ${id} leaves at noon.`, "workspace"),
    record(ana, `Quay ${id}`, `[0:00] Ana: The cormorant ${id} waits at the quay.`),
  ]);
  return { ferry, diary, quay };
}

test.describe("with a collection that has no name at first", () => {
  // It is refused in a sentence, which the browser notes too.
  test.use({ expectedErrors: [/status of 422/] });

  test("a collection is made and filled; who sees it sees what they may read of it, at once", async ({
    openAs,
  }) => {
    const id = unique();
    const name = `Bergen ${id}`;
    const ana = await openAs("ana@example.com");
    const ben = await openAs("ben@example.com");
    const { quay } = await fill(ana, id);
    await openLibrary(ben);
    await ben.keyboard.press("Escape");

    // Made: without a name it says so, and somebody else's Library has it at once.
    await openLibrary(ana);
    await ana.getByRole("menuitem", { name: "New collection" }).click();
    const dialog = ana.getByRole("dialog", { name: "New collection" });
    await dialog.getByRole("button", { name: "Make collection" }).click();
    await expect(dialog).toContainText("A collection needs a name.");
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByLabel("What it is for").fill("What we know of the cormorant.");
    await expectAccessible(ana);
    await dialog.getByRole("button", { name: "Make collection" }).click();
    for (const page of [ana, ben]) await expect(collectionOf(page, name)).toContainText("0 documents");

    // Filled by selecting, by keyboard alone. Of three sources Ben may read two, and counts no third.
    await ana.getByRole("button", { name: "Select", exact: true }).press("Enter");
    for (const title of [`Ferry ${id}`, `Diary ${id}`]) await ana.getByLabel(title).press("Space");
    await expect(ana.getByText("2 selected")).toBeVisible();
    await ana.getByRole("button", { name: "Add to a collection" }).press("Enter");
    const choosing = ana.getByRole("dialog", { name: "Add 2 documents to a collection" });
    await choosing.getByLabel(name).press("Space");
    await expectAccessible(ana);
    await choosing.getByRole("button", { name: "Save" }).press("Enter");
    await expect(collectionOf(ana, name)).toContainText("2 documents");
    await expect(collectionOf(ben, name)).toContainText("1 document");
    await expectAccessible(ana);

    await ana.goto(`/w/acme/recordings/${quay}`);
    await ana.getByRole("button", { name: `Actions for Quay ${id}` }).click();
    await ana.getByRole("menuitem", { name: "Add to a collection" }).click();
    const adding = ana.getByRole("dialog", { name: "Add to a collection" });
    await adding.getByLabel(name).check();
    await adding.getByRole("button", { name: "Save" }).click();
    await expect(adding).toHaveCount(0);
    await expect(collectionOf(ben, name)).toContainText("1 document, 1 recording");

    await ben.getByRole("link", { name }).click();
    await expect(collected(ben)).toHaveCount(2);
    await expect(ben.getByText("What we know of the cormorant.")).toBeVisible();
    await ben.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(ben);
  });
});

test.describe("deleted while it is looked at", () => {
  // Whoever has it open asks for what they heard of a moment ago, and what is deleted meanwhile is not there.
  test.use({ expectedErrors: [/status of 404/] });

  test("a collection is asked and searched, and changed, emptied and deleted under somebody else's eyes", async ({
    openAs,
  }) => {
    const id = unique();
    const [name, renamed] = [`Bergen ${id}`, `Harbor ${id}`];
    const ana = await openAs("ana@example.com");
    const ben = await openAs("ben@example.com");
    const { ferry, diary, quay } = await fill(ana, id);
    const data = { name, document_ids: [ferry, diary], recording_ids: [quay] };
    const { id: collectionId } = await (
      await ana.request.post(`${api}/collections`, { data, headers })
    ).json();
    const path = `/w/acme/documents/collections/${collectionId}`;

    // Asked: it looks nowhere else. Searched: the same.
    await ben.goto(path);
    await choose(ben, name, "Ask this collection");
    await expect(ben.getByRole("button", { name: `Looks in ${name}` })).toBeVisible();
    const composer = ben.getByRole("textbox", { name: /^Message to/ });
    await composer.fill(`When does the ferry of the cormorant ${id} leave?`);
    await composer.press("Enter");
    const answer = ben.getByRole("log").locator("[data-answer=complete]").last();
    await expect(answer).toContainText("leaves at nine", findable);
    await expect(answer).not.toContainText("noon");
    await ana.goto(path);
    await choose(ana, name, "Search in it");
    await ana.getByRole("searchbox").fill(`cormorant ${id}`);
    const results = ana.getByRole("list", { name: "What was found" });
    await expect(results.getByRole("listitem")).toHaveCount(3);
    await expect(results).not.toContainText(`Other ${id}`);
    await expectAccessible(ana);

    // Taken out and put back.
    for (const page of [ana, ben]) await page.goto(path);
    await expect(collected(ana)).toHaveCount(3);
    await expect(collected(ben)).toHaveCount(2);
    await choose(ana, name, "Edit");
    await ana.getByRole("dialog", { name: "Edit collection" }).getByLabel("Name").fill(renamed);
    await ana.getByRole("button", { name: "Save" }).click();
    await expect(ben.getByRole("heading", { level: 1, name: renamed })).toBeVisible();
    await ana.getByRole("button", { name: `Take Quay ${id} out` }).click();
    await expect(collected(ben)).toHaveCount(1);
    await ana.getByRole("button", { name: "Undo" }).click();
    await expect(collected(ben)).toHaveCount(2);

    // Deleted, it is gone where somebody has it open, and what was in it stays; undone, it is there again.
    await choose(ana, renamed, "Delete collection");
    await expect(ben.getByText("This collection is deleted")).toBeVisible();
    await expect(ana.getByRole("link", { name: `Ferry ${id}` })).toBeVisible();
    await ana.getByRole("button", { name: "Undo" }).last().click();
    await expect(ben.getByRole("heading", { level: 1, name: renamed })).toBeVisible();
    await expect(collected(ben)).toHaveCount(2);
  });
});
