import type { Page } from "@playwright/test";
import { expect, expectAccessible, openChannel, signIn, test } from "../support/browser";

/** Opens a channel of the demo by its name, from wherever the sidebar is. */
const timeline = (page: Page) => page.getByRole("log");
const composer = (page: Page) => page.getByRole("textbox", { name: /^Message to/ });
const messageOf = (page: Page, text: string) => timeline(page).getByRole("article").filter({ hasText: text });

async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

async function more(page: Page, text: string, action: string): Promise<void> {
  const message = messageOf(page, text);
  await message.hover();
  await message.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: action }).first().click();
}

test("two people see each other's message, edit, reaction and delete at once", async ({ openAs }) => {
  const ana = await openAs("ana@example.com");
  const ben = await openAs("ben@example.com");
  await openChannel(ana, "general");
  await openChannel(ben, "general");
  const text = `Hello from Ana ${Date.now()}`;

  await say(ana, text);
  await expect(messageOf(ana, text)).toBeVisible();
  await expect(messageOf(ben, text)).toBeVisible();

  await more(ben, text, "React");
  await expect(messageOf(ana, text).getByRole("button", { name: /👍/ })).toBeVisible();

  await more(ana, text, "Edit");
  await ana.getByRole("textbox", { name: "Edit your message" }).fill(`${text}, edited`);
  await ana.getByRole("textbox", { name: "Edit your message" }).press("Enter");
  await expect(messageOf(ben, `${text}, edited`)).toContainText("edited");

  const before = await timeline(ben).getByText("This message was deleted.").count();
  await more(ana, `${text}, edited`, "Delete");
  await expect(messageOf(ben, text)).toHaveCount(0);
  await expect(timeline(ben).getByText("This message was deleted.")).toHaveCount(before + 1);

  await ana.getByRole("button", { name: "Undo" }).click();
  await expect(timeline(ben).getByText(`${text}, edited`)).toBeVisible();
  await expect(timeline(ana).getByText(`${text}, edited`)).toBeVisible();
  await expect(timeline(ben).getByText("This message was deleted.")).toHaveCount(before);
});

test("one sees who is typing and who is there", async ({ openAs }) => {
  const ana = await openAs("ana@example.com");
  const ben = await openAs("ben@example.com");
  await openChannel(ana, "general");
  await openChannel(ben, "general");
  // A hint is told once and kept by nobody: who comes while somebody types learns it with the next words.
  await expect(async () => {
    await composer(ana).pressSequentially("Let me think. ");
    await expect(ben.getByText("Ana is typing")).toBeVisible({ timeout: 3_500 });
  }).toPass();
  await ben.getByRole("button", { name: /people$/ }).click();
  const people = ben.getByRole("complementary", { name: "People" });
  await expect(people.getByRole("listitem").filter({ hasText: "Ana" })).toContainText("online");
});

test.describe("without a line", () => {
  test.use({ expectedErrors: [/net::ERR|Failed to load resource|WebSocket/i] });

  test("what is sent waits, is retried, survives a reload, and appears once", async ({ openAs }) => {
    const ana = await openAs("ana@example.com");
    const ben = await openAs("ben@example.com");
    await openChannel(ana, "general");
    await openChannel(ben, "general");
    const text = `Written in a tunnel ${Date.now()}`;

    await ana.context().setOffline(true);
    await say(ana, text);
    await expect(timeline(ana).locator("[data-unsent]").filter({ hasText: text })).toContainText(
      "Kept in this browser",
    );
    await expect(messageOf(ben, text)).toHaveCount(0);
    const missed = `Meanwhile ${Date.now()}`;
    await say(ben, missed);

    await ana.context().setOffline(false);
    await expect(messageOf(ben, text)).toHaveCount(1, { timeout: 20_000 });
    await expect(messageOf(ana, missed)).toHaveCount(1, { timeout: 20_000 });
    await expect(timeline(ana).locator("[data-unsent]")).toHaveCount(0);
    await expect(messageOf(ana, text)).toHaveCount(1);
    await ana.reload();
    await expect(messageOf(ana, text)).toHaveCount(1);
  });
});

test.describe("in a browser that others use, too", () => {
  test.use({ expectedErrors: [/net::ERR|Failed to load resource|WebSocket/i] });

  test("what somebody left unsent is nobody else's, and leaves when they are back", async ({ openAs }) => {
    const page = await openAs("ana@example.com");
    await openChannel(page, "general");
    const [text, draft] = [`Left by Ana ${Date.now()}`, "Not yet said"];
    await page.context().setOffline(true);
    await say(page, text);
    await expect(timeline(page).locator("[data-unsent]").filter({ hasText: text })).toContainText(
      "Kept in this browser",
    );
    await composer(page).fill(draft);
    await page.goto("about:blank");
    await page.context().clearCookies(); // her session is over
    await page.context().setOffline(false);

    await signIn(page.context(), "ben@example.com");
    await openChannel(page, "general");
    await expect(timeline(page).getByRole("article").first()).toBeVisible();
    await say(page, `And Ben ${text}`);
    await expect(messageOf(page, `And Ben ${text}`)).toHaveCount(1);
    await expect(composer(page)).toHaveValue("");
    await expect(timeline(page).getByText(text, { exact: true })).toHaveCount(0);

    await page.goto("about:blank");
    await page.context().clearCookies();
    await signIn(page.context(), "ana@example.com");
    await openChannel(page, "general");
    await expect(timeline(page).getByText(text, { exact: true })).toHaveCount(1, { timeout: 20_000 });
    await expect(timeline(page).locator("[data-unsent]")).toHaveCount(0);
    await expect(composer(page)).toHaveValue(draft);
    await composer(page).fill("");
  });
});

test("a channel is deleted for everybody who has it open, and brought back", async ({ openAs }) => {
  const ana = await openAs("ana@example.com");
  const ben = await openAs("ben@example.com");
  const name = `retro-${Date.now()}`;
  await ana.goto("/w/acme");
  await ana.evaluate(async (called) => {
    const body = JSON.stringify({ kind: "channel", name: called, visibility: "public" });
    const headers = { "content-type": "application/json" };
    await fetch("/api/v1/workspaces/acme/conversations", { method: "POST", headers, body });
  }, name);
  await openChannel(ana, name);
  await say(ana, "What went well?");
  await expect(messageOf(ana, "What went well?")).toBeVisible();
  await ben.goto(ana.url());
  await expect(messageOf(ben, "What went well?")).toBeVisible();

  await ana.getByRole("button", { name: "Channel menu" }).click();
  await ana.getByRole("menuitem", { name: "Delete" }).click();
  await ana.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(ben.getByText("This conversation is no longer there")).toBeVisible();
  await expect(ben).toHaveURL(/\/w\/acme$/);
  await expect(ana).toHaveURL(/\/w\/acme$/);

  await ana.getByRole("button", { name: "Undo" }).click();
  await openChannel(ana, name);
  await expect(messageOf(ana, "What went well?")).toBeVisible();
});

test("a channel is accessible, on its own and with a menu open", async ({ openAs }) => {
  const ana = await openAs("ana@example.com");
  await openChannel(ana, "launch");
  await expectAccessible(ana);
  await ana.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(ana);
});
