import type { Page } from "@playwright/test";
import { arriveWhole, expect, expectAccessible, openChannel, signIn, test } from "../support/browser";
import { type Product, startProduct } from "../support/product";
import { seededHome } from "../support/seeded-home";
import { startOpenAiWire } from "../support/wire-openai";

async function ask(page: Page, question: string): Promise<void> {
  const composer = page.getByRole("textbox", { name: /^Message to/ });
  await composer.fill(question);
  await composer.press("Enter");
}

const lastAnswer = (page: Page) => page.getByRole("log").locator("[data-answer]").last();

test("an answer streams into the channel for both, and its quotes open the quoted message", async ({
  openAs,
}) => {
  const ana = await openAs("ana@example.com");
  const ben = await openAs("ben@example.com");
  await openChannel(ana, "launch");
  await openChannel(ben, "launch");
  const before = await ana.locator("[data-answer]").count();
  await ask(ana, "@assistant why did the launch move?");

  for (const page of [ana, ben]) {
    await expect(page.locator("[data-answer]")).toHaveCount(before + 1);
    await expect(lastAnswer(page)).toHaveAttribute("data-answer", "complete", { timeout: 20_000 });
    await expect(lastAnswer(page)).toContainText("because the battery certificate comes on Thursday");
  }
  const chip = lastAnswer(ben)
    .getByRole("button", { name: /^Quote 1:/ })
    .first();
  await chip.click();
  const pane = ben.locator("[data-pane]");
  await expect(pane.locator("[data-cited] mark")).toBeVisible();
  const quote = (await pane.locator("[data-cited] mark").textContent()) ?? "";
  await expect(lastAnswer(ben)).toContainText(quote);
  await expectAccessible(ben);
  await ben.keyboard.press("Escape");
  await expect(pane).toHaveCount(0);
  await expect(chip).toBeFocused();
});

test("the board's words are quoted to nobody who may not read them", async ({ openAs }) => {
  const ana = await openAs("ana@example.com");
  await openChannel(ana, "launch");
  const before = await ana.locator("[data-answer]").count();
  await ask(ana, "@assistant what did the board decide to hold back for repeated tests?");
  await expect(ana.locator("[data-answer]")).toHaveCount(before + 1);
  await expect(lastAnswer(ana)).toHaveAttribute("data-answer", "complete", { timeout: 20_000 });
  await expect(lastAnswer(ana)).not.toContainText("20,000");
});

test("an AI chat asks, answers, and gets a title of its own", async ({ openAs }) => {
  const ana = await openAs("ana@example.com");
  await ana.goto("/w/acme/chats");
  await ask(ana, "How long is the battery covered?");
  await expect(ana).toHaveURL(/\/chats\/[0-9a-f-]{36}/);
  await expect(lastAnswer(ana)).toHaveAttribute("data-answer", "complete", { timeout: 20_000 });
  await expect(lastAnswer(ana)).toContainText("five years or 50,000 kilometers");
  await expect(ana.getByRole("heading", { level: 1 })).not.toHaveText("New AI chat");
});

/** Minutes of words, so that whoever looks, reloads or stops does so in the middle. */
const LONG_ANSWER = Array.from({ length: 600 }, (_, n) => `word-${n}`).join(" ");

test.describe("with a model", () => {
  let product: Product;
  let provider: Awaited<ReturnType<typeof startOpenAiWire>>;
  test.beforeAll(async () => {
    test.setTimeout(180_000); // a second product, with a database of its own
    provider = await startOpenAiWire({ script: [{ kind: "text", text: LONG_ANSWER, everyMs: 150 }] });
    const env = { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: provider.baseUrl };
    product = await startProduct({ env, home: await seededHome() });
  });
  test.afterAll(async () => {
    await product?.discard();
    await provider?.close();
  });
  test.use({ expectedErrors: [/net::ERR|Failed to load resource/] });

  test("its words are streamed to both browsers, go on after a reload, and stop from either", async ({
    browser,
  }) => {
    test.setTimeout(120_000);
    const open = async (email: string) => {
      const context = await browser.newContext({ baseURL: product.url });
      context.on("page", arriveWhole);
      await signIn(context, email);
      const page = await context.newPage();
      await openChannel(page, "launch");
      return page;
    };
    const ana = await open("ana@example.com");
    const ben = await open("ben@example.com");
    await ask(ana, "@assistant tell us about the launch");
    for (const page of [ana, ben]) {
      await expect(lastAnswer(page)).toHaveAttribute("data-answer", "streaming");
      await expect(lastAnswer(page)).toContainText("word-3 ");
    }
    await ben.reload();
    await expect(lastAnswer(ben)).toHaveAttribute("data-answer", "streaming");
    await expect(lastAnswer(ben)).toContainText("word-0 word-1 ");
    await lastAnswer(ben).getByRole("button", { name: "Stop" }).click();
    for (const page of [ana, ben]) {
      await expect(lastAnswer(page)).not.toHaveAttribute("data-answer", "streaming", { timeout: 10_000 });
      await expect(lastAnswer(page)).toContainText("word-3 ");
      await expect(lastAnswer(page)).not.toContainText("word-599");
    }
    await ana.context().close();
    await ben.context().close();
  });

  test("a report is written in front of both: it goes on after a reload, stops from either, and what failed is tried again", async ({
    browser,
    viewport,
  }) => {
    test.setTimeout(120_000);
    const says = (text: string) => {
      const decision = {
        kind: "decisions",
        text,
        quote: "We move the launch by one week",
        owner: null,
        due: null,
      };
      provider.play([{ kind: "text", text: JSON.stringify({ items: [decision] }) }]);
    };
    const open = async (email: string) => {
      const context = await browser.newContext({ viewport, baseURL: product.url, locale: "en-US" });
      context.on("page", arriveWhole);
      await signIn(context, email);
      return context.newPage();
    };
    const ana = await open("ana@example.com");
    const ben = await open("ben@example.com");
    says("The launch waits a week.");
    const made = await ana.request.post("/api/v1/workspaces/acme/audio_recordings", {
      data: { title: "Lab call", transcript: "[0:05] Ana: We move the launch by one week." },
      headers: { "sec-fetch-site": "same-origin" },
    });
    const { recording_id: recordingId } = await made.json();
    const reportOf = (page: Page) => page.getByRole("region", { name: "Report" });
    const written = (page: Page) => page.getByText("The report is being written.");
    for (const page of [ana, ben]) {
      await page.goto(`/w/acme/recordings/${recordingId}`);
      await expect(reportOf(page)).toContainText("The launch waits a week.", { timeout: 45_000 });
    }

    provider.play([{ kind: "hang", before: "headers" }]);
    await reportOf(ana).getByRole("button", { name: "Write it anew" }).click();
    for (const page of [ana, ben]) await expect(written(page)).toBeVisible();
    await expect(reportOf(ana).getByRole("button", { name: "Write it anew" })).toHaveCount(0);
    await ben.reload();
    await expect(written(ben)).toBeVisible();
    await expect(reportOf(ben)).toContainText("The launch waits a week.");
    await expectAccessible(ben);
    await ben.getByRole("button", { name: "Stop" }).click();
    for (const page of [ana, ben]) await expect(written(page)).toHaveCount(0);

    provider.play([{ kind: "status", status: 400 }]);
    await reportOf(ana).getByRole("button", { name: "Write it anew" }).click();
    for (const page of [ana, ben]) {
      await expect(page.getByText(/did not accept the request\. The report is as it was\.$/)).toBeVisible({
        timeout: 20_000,
      });
      await expect(reportOf(page)).toContainText("The launch waits a week.");
    }
    await expectAccessible(ana);
    says("It moves to the week after.");
    await ben.getByRole("button", { name: "Try again" }).click();
    for (const page of [ana, ben]) {
      await expect(reportOf(page)).toContainText("It moves to the week after.", { timeout: 20_000 });
      await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
    }
    await expect(reportOf(ana).getByRole("button", { name: "Version 2 of 2" })).toBeVisible();
    await ana.context().close();
    await ben.context().close();
  });
});
